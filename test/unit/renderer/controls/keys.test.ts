import { describe, expect, it } from 'vitest';
import { keyParts } from '../../../../src-renderer/controls/keys';

describe('the keys of a shortcut', () => {
  it.each([
    ['K', ['K']],
    ['Shift+C', ['Shift', 'C']],
    ['Ctrl+Shift+Tab', ['Ctrl', 'Shift', 'Tab']],
    ['+', ['+']],
    ['Ctrl+Shift++', ['Ctrl', 'Shift', '+']],
    ['Ctrl+Shift+-', ['Ctrl', 'Shift', '\u2212']],
    ['Ctrl+,', ['Ctrl', ',']],
  ])('%s are %j', (shortcut, parts) => expect(keyParts(shortcut)).toEqual(parts));
});
