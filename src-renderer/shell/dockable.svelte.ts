import { createDockview, type DockviewApi, type IContentRenderer, type ITabRenderer } from 'dockview-core';
import { mount, unmount, untrack, type Component } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { Tab, Tabs } from '../state/tabs.svelte';
import './dockview.css';

/** What draws the parts of the dockable workspace. */
export interface DockableParts {
  tab: Component<{ tab: Tab }>;
  content: Component<{ tab: Tab }>;
  /** After the last tab of a group. */
  after: Component;
  /** The context that these parts see. */
  context: Map<unknown, unknown>;
}

/** Lays the tabs out in a dockable workspace: each is a panel that can be dragged into a split. */
export function dockable(tabs: Tabs, parts: DockableParts): Attachment<HTMLElement> {
  return (element) => {
    const draw = <Props extends Record<string, unknown>>(component: Component<Props>, props: Props) => {
      const box = document.createElement('div');
      box.className = 'dockable-part';
      const made = mount(component, { target: box, props, context: parts.context });
      return { element: box, init: () => undefined, dispose: () => void unmount(made) };
    };
    const byId = (id: string): Tab => untrack(() => tabs.list.find((tab) => tab.id === id)!);
    const api = createDockview(element, {
      createComponent: ({ id }): IContentRenderer => draw(parts.content, { tab: byId(id) }),
      createTabComponent: ({ id }): ITabRenderer => draw(parts.tab, { tab: byId(id) }),
      createLeftHeaderActionComponent: () => draw(parts.after as Component<Record<string, never>>, {}),
      theme: { name: 'finescope', className: 'finescope-dock', dndTabIndicator: 'line' },
      disableFloatingGroups: true,
      noPanelsOverlay: 'emptyGroup',
      scrollbars: 'native',
      announcements: false, // a new tab is told by the focus that goes there
    });
    api.groups.forEach(isNoLandmark);
    const follow = [
      api.onDidAddGroup(isNoLandmark),
      api.onDidActivePanelChange(({ panel }) => {
        if (panel && untrack(() => tabs.activeId) !== panel.id) tabs.activeId = panel.id;
      }),
      api.onDidMovePanel(() => tabs.arrange(api.groups.flatMap(({ panels }) => panels.map(({ id }) => id)))),
    ];
    // What is mounted while an effect runs belongs to that effect, and is cut loose, in the middle of an update perhaps,
    // when it runs again: then it never changes any more. So panels are made after the effect.
    let isGone = false;
    const afterwards = (work: () => void): void => queueMicrotask(() => void (isGone || work()));
    $effect(() => {
      const list = tabs.list.map((tab) => ({ tab, title: tab.title }));
      afterwards(() => bring(api, list));
    });
    $effect(() => {
      const { activeId } = tabs;
      afterwards(() => {
        if (activeId !== null && api.activePanel?.id !== activeId) api.getPanel(activeId)?.api.setActive();
        element.querySelector('.dv-active-tab')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      });
    });
    return () => {
      isGone = true;
      follow.forEach((listener) => listener.dispose());
      api.dispose();
    };
  };
}

/** A pane is a landmark by its own name; the group of tabs around it is none. */
function isNoLandmark({ element }: { element: HTMLElement }): void {
  element.setAttribute('role', 'group');
}

/** Adds the panels that are new and removes those that are gone. */
function bring(api: DockviewApi, list: readonly { tab: Tab; title: string }[]): void {
  for (const { tab, title } of list) {
    const known = api.getPanel(tab.id);
    if (known) known.api.setTitle(title);
    else api.addPanel({ id: tab.id, component: tab.kind, tabComponent: tab.kind, title });
  }
  for (const panel of [...api.panels]) {
    if (!list.some(({ tab }) => tab.id === panel.id)) api.removePanel(panel);
  }
}
