import { describe, expect, it } from 'vitest';
import { elapsedText, timeText } from '../../../src-main/contract/time-text';

describe('a duration', () => {
  it.each([
    [200, '1 s'],
    [36_000, '36 s'],
    [89_400, '89 s'],
    [180_000, '3 min'],
    [6_060_000, '1 h 41 min'],
    [7_500_000, '2 h 5 min'],
  ])('of %i ms is %s', (ms, text) => expect(timeText(ms)).toBe(text));
});

describe('how long something took', () => {
  it.each([
    [42, '0.04 s'],
    [2340, '2.3 s'],
    [36_400, '36 s'],
  ])('%i ms is %s', (ms, text) => expect(elapsedText(ms)).toBe(text));
});
