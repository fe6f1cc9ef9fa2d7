import { describe, expect, it } from 'vitest';
import { defineWindowCommand } from '../../../../src-main/commands/command';
import { commands } from '../../../../src-main/commands/table';
import {
  chordsPressed,
  commandFor,
  conflictsIn,
  keyMapOf,
  worksWhileTyping,
  type KeyPress,
} from '../../../../src-renderer/shell/shortcuts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const keys = keyMapOf(commands);
const meant = (key: string, more: Partial<KeyPress> = {}, isMac = false) =>
  commandFor(press(key, more), keys, isMac)?.id ?? null;

describe('the keys of the table', () => {
  it('belong to one command each', () => expect([...conflictsIn(commands)]).toEqual([]));

  it('would be told where two commands had one', () => {
    const two = ['first', 'second'].map((id) =>
      defineWindowCommand({
        id,
        title: id,
        help: '',
        menu: ['File', id],
        shortcut: 'K',
        act: () => undefined,
      }),
    );
    expect([...conflictsIn(two)]).toEqual([
      ['K', ['first', 'second']],
      ['Ctrl+K', ['first', 'second']],
    ]);
  });

  it('are written as the keyboard says them', () => {
    const part = String.raw`([A-Z0-9]|F\d\d?|Tab|Delete|Backspace|[<>.,+=\\-])`;
    const form = new RegExp(`^(Ctrl\\+)?(Alt\\+)?(Shift\\+)?${part}$`);
    for (const chord of keys.keys()) expect(chord).toMatch(form);
  });
});

describe('a key press', () => {
  it('of a letter is ImageJ’s command, with Ctrl too', () => {
    expect(meant('k')).toBe('plot profile');
    expect(meant('k', { ctrlKey: true })).toBe('plot profile');
    expect(meant('K')).toBe('plot profile'); // caps lock
  });

  it('takes Command for Ctrl on macOS, and Control for nothing', () => {
    expect(meant('o', { metaKey: true }, true)).toBe('open');
    expect(meant('o', { ctrlKey: true }, true)).toBeNull();
    expect(meant('o', { metaKey: true }, false)).toBeNull();
  });

  it('with Shift is another one', () => {
    expect(meant('C', { shiftKey: true })).toBe('contrast');
    expect(meant('c')).toBe('copy picture');
    expect(meant('C', { shiftKey: true, ctrlKey: true })).toBe('contrast');
  });

  it('of a sign counts by the sign, whether Shift makes it or not', () => {
    expect(meant('>', { shiftKey: true })).toBe('next slice');
    expect(meant('>')).toBe('next slice');
    expect(meant('+', { shiftKey: true })).toBe('zoom in');
    expect(meant('+')).toBe('zoom in');
    expect(meant('=')).toBe('zoom in');
  });

  it('with Ctrl and Shift counts by its place: layouts type other signs there', () => {
    expect(meant('_', { code: 'Minus', ctrlKey: true, shiftKey: true })).toBe('smaller interface');
    expect(meant('+', { code: 'Equal', ctrlKey: true, shiftKey: true })).toBe('larger interface');
  });

  it('of a digit with Alt counts by its place', () =>
    expect(meant('¡', { code: 'Digit1', altKey: true })).toBe('tool rectangle'));

  it('of keys with names', () => {
    expect(meant('F5')).toBe('super-resolve');
    expect(meant('F5', { shiftKey: true })).toBe('super-resolve options');
    expect(meant('Tab', { ctrlKey: true })).toBe('next tab');
    expect(meant('Delete')).toBe('select none');
    expect(meant(',', { ctrlKey: true })).toBe('preferences');
  });

  it('of Shift or Ctrl alone is nothing', () => {
    expect(chordsPressed(press('Shift', { shiftKey: true }), false)).toEqual([]);
    expect(meant('Control', { ctrlKey: true })).toBeNull();
  });

  it('with Alt is no letter', () => expect(meant('k', { altKey: true })).toBeNull());
});

describe('while one types in a field', () => {
  it.each(['F1', 'Shift+F5', 'Ctrl+Tab', 'Ctrl+Shift+Tab', 'Ctrl+Shift++', 'Ctrl+Shift+-'])(
    '%s is a command',
    (chord) => expect(worksWhileTyping(chord)).toBe(true),
  );
  it.each(['K', 'Ctrl+K', 'Ctrl+A', 'Shift+C', 'Delete', '>', 'Alt+1'])('%s is not', (chord) =>
    expect(worksWhileTyping(chord)).toBe(false),
  );
});
