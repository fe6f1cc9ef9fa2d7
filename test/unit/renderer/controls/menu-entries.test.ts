import { describe, expect, it } from 'vitest';
import { choiceByLetter, nextChoice, type MenuEntry } from '../../../../src-renderer/controls/menu-entries';

const action = (label: string, disabled = false): MenuEntry => ({
  kind: 'action',
  label,
  disabled,
  run: () => undefined,
});
const MENU: MenuEntry[] = [
  action('Open'),
  action('Save', true),
  { kind: 'separator' },
  { kind: 'submenu', label: 'Recent', entries: [] },
  { kind: 'submenu', label: 'Selection', entries: [action('All')] },
  action('Quit'),
];

describe('moving in a menu', () => {
  it('passes over lines, what cannot be done and empty submenus', () => {
    expect(nextChoice(MENU, -1, 1)).toBe(0);
    expect(nextChoice(MENU, 0, 1)).toBe(4);
    expect(nextChoice(MENU, 5, -1)).toBe(4);
  });

  it('goes round', () => {
    expect(nextChoice(MENU, 5, 1)).toBe(0);
    expect(nextChoice(MENU, 0, -1)).toBe(5);
  });

  it('begins at the end going up', () => expect(nextChoice(MENU, -1, -1)).toBe(5));

  it('finds nothing where nothing can be done', () => {
    expect(nextChoice([action('Save', true), { kind: 'separator' }], -1, 1)).toBe(-1);
    expect(nextChoice([], -1, 1)).toBe(-1);
  });

  it('finds the next line by its letter, but none that cannot be done', () => {
    expect(choiceByLetter(MENU, -1, 'q')).toBe(5);
    expect(choiceByLetter(MENU, -1, 's')).toBe(4);
    expect(choiceByLetter(MENU, 4, 'o')).toBe(0);
    expect(choiceByLetter(MENU, 0, 'x')).toBe(-1);
  });
});
