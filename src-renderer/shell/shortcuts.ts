import type { Command } from '../../src-main/commands/command';

/** The parts of a keyboard event that decide what it means. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Commands by what is pressed: "K", "Shift+C", "F5", "Ctrl+Tab", ">". */
export type KeyMap = ReadonlyMap<string, Command>;

const LETTER = /^(Shift\+)?[A-Z]$/;

/** All that is pressed for a command: its shortcuts, and for ImageJ's letters the same with Ctrl. */
function chordsOf(command: Command): string[] {
  const named = [command.shortcut, ...(command.otherShortcuts ?? [])].filter(
    (key): key is string => key !== null,
  );
  return named.flatMap((key) => (LETTER.test(key) ? [key, `Ctrl+${key}`] : [key]));
}

/** The map of a table's keys. The first command that names a key has it. */
export function keyMapOf(commands: readonly Command[]): KeyMap {
  const map = new Map<string, Command>();
  for (const command of commands) {
    if (!command.act) continue;
    for (const chord of chordsOf(command)) if (!map.has(chord)) map.set(chord, command);
  }
  return map;
}

/** Keys that several commands of a table name, each with those commands. */
export function conflictsIn(commands: readonly Command[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const command of commands) {
    if (!command.act) continue;
    for (const chord of chordsOf(command)) owners.set(chord, [...(owners.get(chord) ?? []), command.id]);
  }
  return new Map([...owners].filter(([, ids]) => ids.length > 1));
}

/** The command a key press means; `isMac` takes Command for Ctrl. */
export function commandFor(press: KeyPress, keys: KeyMap, isMac: boolean): Command | null {
  for (const chord of chordsPressed(press, isMac)) {
    const command = keys.get(chord);
    if (command) return command;
  }
  return null;
}

/** The ways to name a press. Where Shift makes the character itself (">", "+"), it is named with and without. */
export function chordsPressed(press: KeyPress, isMac: boolean): string[] {
  const ctrl = isMac ? press.metaKey : press.ctrlKey;
  if (isMac ? press.ctrlKey : press.metaKey) return [];
  const key = keyOf(press, ctrl);
  if (key === null) return [];
  const before = `${ctrl ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}`;
  if (!press.shiftKey) return [`${before}${key}`];
  const isSymbol = key.length === 1 && !/[A-Z0-9]/.test(key);
  return isSymbol ? [`${before}Shift+${key}`, `${before}${key}`] : [`${before}Shift+${key}`];
}

/** Keys whose character depends on the layout or on Ctrl, by their place. */
const BY_PLACE: Record<string, string> = {
  Minus: '-',
  NumpadSubtract: '-',
  Equal: '+',
  NumpadAdd: '+',
};

function keyOf({ key, code, altKey, shiftKey }: KeyPress, ctrl: boolean): string | null {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(key))
    return null;
  if (altKey && /^Digit\d$/.test(code)) return code.slice(5); // with Alt some layouts type another character
  if (ctrl && shiftKey && BY_PLACE[code]) return BY_PLACE[code];
  return key.length === 1 ? key.toUpperCase() : key;
}

/** Whether a press in a text field is still a command: keys that type nothing and edit nothing there. */
export function worksWhileTyping(chord: string): boolean {
  return /^(Shift\+)?F\d+$/.test(chord) || /^Ctrl\+(Shift\+)?(Tab|[+-])$/.test(chord);
}
