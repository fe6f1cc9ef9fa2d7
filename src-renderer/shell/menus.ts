import type { Command } from '../../src-main/commands/command';
import { fileName, folderName } from '../state/path-text';
import type { MenuEntry, Submenu } from '../controls/menu-entries';
import type { Settings } from '../../src-main/contract/config';
import { windowCommands, type Commands } from './commands.svelte';

/** What a menu of the bar holds, read off the table of commands; submenus where commands name them. */
export function menuEntries(
  menu: string,
  commands: Commands,
  recent: Settings['recent'],
  open: (path: string) => void,
): MenuEntry[] {
  const own = windowCommands.filter((command) => command.menu[0] === menu);
  const entries = entriesBelow(own, 1, commands);
  // What no table can know: the files themselves.
  return entries.map((entry) =>
    entry.kind === 'submenu' && entry.label === 'Open recent' ? withRecent(entry, recent, open) : entry,
  );
}

function entriesBelow(own: readonly Command[], depth: number, commands: Commands): MenuEntry[] {
  const entries: MenuEntry[] = [];
  const done = new Set<string>();
  for (const command of own) {
    const label = command.menu[depth];
    if (label === undefined || done.has(label)) continue;
    if (command.separated && entries.length > 0) entries.push({ kind: 'separator' });
    if (command.menu.length > depth + 1) {
      done.add(label);
      const inside = own.filter((other) => other.menu[depth] === label && other.menu.length > depth + 1);
      entries.push({ kind: 'submenu', label, entries: entriesBelow(inside, depth + 1, commands) });
    } else {
      entries.push(entryOf(command, label, commands));
    }
  }
  return entries;
}

/** A command as a line of a menu. */
export function entryOf(command: Command, label: string, commands: Commands): MenuEntry {
  const checked = commands.isOn(command.id);
  return {
    kind: 'action',
    label,
    shortcut: command.shortcut,
    disabled: !commands.canRun(command.id),
    ...(checked === undefined ? {} : { checked }),
    run: () => void commands.run(command.id),
  };
}

function withRecent(
  { label, entries }: Submenu,
  recent: Settings['recent'],
  open: (path: string) => void,
): Submenu {
  if (recent.length === 0) return { kind: 'submenu', label, entries: [] };
  const names = recent.map(({ path }) => fileName(path));
  const files = recent.map<MenuEntry>(({ path }, i) => ({
    kind: 'action',
    // Two files of one name are told apart by their folders.
    label:
      names.filter((name) => name === names[i]).length > 1 ? `${names[i]} (${folderName(path)})` : names[i]!,
    run: () => open(path),
  }));
  return { kind: 'submenu', label, entries: [...files, { kind: 'separator' }, ...entries] };
}
