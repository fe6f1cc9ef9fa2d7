import type { IconComponent } from './icon';

/** A line of a menu that does something. */
export interface MenuAction {
  kind: 'action';
  label: string;
  icon?: IconComponent;
  shortcut?: string | null;
  disabled?: boolean;
  /** Whether a choice is on; undefined where it is none. */
  checked?: boolean;
  run: () => void;
}

/** A line that opens another menu. */
export interface Submenu {
  kind: 'submenu';
  label: string;
  entries: MenuEntry[];
}

/** What a menu holds, from top to bottom. */
export type MenuEntry = MenuAction | Submenu | { kind: 'separator' };

/** The index of the next line that can be chosen, from `from` in steps of 1 or -1, round the end; -1 where none can. */
export function nextChoice(entries: readonly MenuEntry[], from: number, step: 1 | -1): number {
  const count = entries.length;
  const start = from < 0 && step < 0 ? 0 : from;
  for (let i = 1; i <= count; i++) {
    const at = (((start + i * step) % count) + count) % count;
    if (isChoice(entries[at]!)) return at;
  }
  return -1;
}

/** The next line that begins with a letter, round the end; -1 where none does. */
export function choiceByLetter(entries: readonly MenuEntry[], from: number, letter: string): number {
  for (let i = 1; i <= entries.length; i++) {
    const at = (from + i + entries.length) % entries.length;
    const entry = entries[at]!;
    if (entry.kind !== 'separator' && isChoice(entry) && entry.label.toLowerCase().startsWith(letter))
      return at;
  }
  return -1;
}

function isChoice(entry: MenuEntry): boolean {
  return entry.kind === 'submenu' ? entry.entries.length > 0 : entry.kind === 'action' && !entry.disabled;
}
