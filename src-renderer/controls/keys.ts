/** Whether this computer's keyboard has Command for Ctrl. */
const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.userAgent);

const NAMES: Record<string, string> = isMac ? { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' } : { '-': '−' };

/** The keys of a shortcut as a person reads them: "Ctrl+Shift++" is Ctrl, Shift, +. */
export function keyParts(shortcut: string): string[] {
  const parts = shortcut.split('+');
  if (shortcut.endsWith('+')) parts.splice(-2, 2, '+'); // the key itself is "+"
  return parts.filter((part) => part !== '').map((part) => NAMES[part] ?? part);
}
