import type { PageId } from '../../src-main/commands/window-actions';
import type { Comparison } from './comparison.svelte';
import type { FigureState } from './figure.svelte';
import type { TrainingRun } from './training-run.svelte';

/** A page of the application: welcome, training, models, preferences. */
export interface PageTab {
  readonly id: string;
  readonly kind: 'page';
  readonly page: PageId;
  readonly title: string;
}

export type Tab = Comparison | PageTab | FigureState | TrainingRun;

const PAGE_TITLES: Record<PageId, string> = {
  welcome: 'Welcome',
  train: 'Train',
  models: 'Models',
  preferences: 'Preferences',
};

/** The tab of a page. */
export function pageTab(page: PageId): PageTab {
  return { id: `page-${page}`, kind: 'page', page, title: PAGE_TITLES[page] };
}

/** The tabs, and which is in front. The dockable workspace draws them; it owns no state of its own but where they stand. */
export class Tabs {
  list = $state.raw<Tab[]>([]);
  activeId = $state<string | null>(null);
  readonly active = $derived(this.list.find(({ id }) => id === this.activeId) ?? null);

  /** Opens a tab, or brings it to the front. */
  show(tab: Tab): void {
    if (!this.list.some(({ id }) => id === tab.id)) this.list = [...this.list, tab];
    this.activeId = tab.id;
  }

  close(id: string): void {
    const at = this.list.findIndex((tab) => tab.id === id);
    this.list = this.list.filter((tab) => tab.id !== id);
    if (this.activeId === id) this.activeId = (this.list[at] ?? this.list[at - 1])?.id ?? null;
  }

  /** Takes over the order in which the tabs stand on the screen. */
  arrange(ids: readonly string[]): void {
    const place = (tab: Tab): number => (ids.includes(tab.id) ? ids.indexOf(tab.id) : ids.length);
    this.list = [...this.list].sort((a, b) => place(a) - place(b));
  }

  step(step: number): void {
    const at = this.list.findIndex(({ id }) => id === this.activeId);
    const next = this.list[(at + step + this.list.length) % this.list.length];
    if (next) this.activeId = next.id;
  }
}
