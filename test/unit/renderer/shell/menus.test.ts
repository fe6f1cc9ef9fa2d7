import { describe, expect, it } from 'vitest';
import { MENUS } from '../../../../src-main/commands/table';
import type { MenuEntry } from '../../../../src-renderer/controls/menu-entries';
import { windowCommands, type Commands } from '../../../../src-renderer/shell/commands.svelte';
import { menuEntries } from '../../../../src-renderer/shell/menus';

const ran: string[] = [];
const commands = {
  canRun: (id: string) => id !== 'save',
  isOn: (id: string) => (id === 'dock' ? true : undefined),
  run: async (id: string) => void ran.push(id),
} as Commands;
const recent = ['/a/cells.tif', '/b/cells.tif', '/b/other.tif'].map((path) => ({
  path,
  contents: '',
  openedAt: '',
}));
const menu = (name: string, files = recent): MenuEntry[] =>
  menuEntries(name, commands, files, (path) => void ran.push(path));
const actionsOf = (entries: MenuEntry[]): Extract<MenuEntry, { kind: 'action' }>[] =>
  entries.flatMap((entry) =>
    entry.kind === 'submenu' ? actionsOf(entry.entries) : entry.kind === 'action' ? [entry] : [],
  );
const labelled = (entries: MenuEntry[], label: string) =>
  actionsOf(entries).find((entry) => entry.label === label)!;

describe('the menus', () => {
  it('hold every command of a window once', () => {
    ran.length = 0;
    for (const name of MENUS) for (const { run } of actionsOf(menu(name, []))) run();
    const hidden = ['clear recent']; // it comes with the files it clears
    expect([...ran].sort()).toEqual(
      windowCommands
        .map(({ id }) => id)
        .filter((id) => !hidden.includes(id))
        .sort(),
    );
  });

  it('have no line at an end, and no two together', () => {
    for (const name of MENUS) {
      const kinds = menu(name).map(({ kind }) => kind);
      expect(kinds[0]).not.toBe('separator');
      expect(kinds.at(-1)).not.toBe('separator');
      expect(kinds.some((kind, i) => kind === 'separator' && kinds[i + 1] === 'separator')).toBe(false);
    }
  });

  it('dim what cannot be done, tick what is on, and show the key', () => {
    expect(labelled(menu('File'), 'Save')).toMatchObject({ disabled: true, shortcut: 'S' });
    expect(labelled(menu('Window'), 'Bottom panel')).toMatchObject({ disabled: false, checked: true });
    expect(labelled(menu('File'), 'Open…').checked).toBeUndefined();
  });

  it('list the recent files, those of one name with their folders, and what clears the list', () => {
    const submenu = menu('File').find((entry) => entry.kind === 'submenu' && entry.label === 'Open recent');
    const lines = actionsOf([submenu!]);
    expect(lines.map(({ label }) => label)).toEqual([
      'cells.tif (a)',
      'cells.tif (b)',
      'other.tif',
      'Clear list',
    ]);
    ran.length = 0;
    lines[2]!.run();
    lines[3]!.run();
    expect(ran).toEqual(['/b/other.tif', 'clear recent']);
  });
});
