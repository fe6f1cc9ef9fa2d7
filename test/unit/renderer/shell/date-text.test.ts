import { describe, expect, it } from 'vitest';
import { shortDate } from '../../../../src-renderer/shell/date-text';

describe('when something was', () => {
  const now = new Date(2026, 10, 22, 0, 30);
  it.each([
    [new Date(2026, 10, 22, 0, 5), '00:05'],
    [new Date(2026, 10, 21, 23, 59), 'yesterday'],
    [new Date(2026, 10, 20, 12), '20 Nov'],
    [new Date(2025, 11, 31, 12), '31 Dec 2025'],
  ])('%s is %s', (date, text) => expect(shortDate(date, now)).toBe(text));
});
