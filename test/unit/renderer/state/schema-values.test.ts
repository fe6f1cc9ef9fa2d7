import { describe, expect, it } from 'vitest';
import { changedIn } from '../../../../src-renderer/state/change-in';
import {
  listText,
  parseCountOrNames,
  parseNumbers,
  stepOf,
} from '../../../../src-renderer/state/schema-values';

describe('what is typed into a form that a schema made', () => {
  it('numbers in a row, as they are written in papers too', () => {
    expect(parseNumbers('3, 6, 3', 3)).toEqual({ value: [3, 6, 3] });
    expect(parseNumbers('(9,18,9)', 3)).toEqual({ value: [9, 18, 9] });
    expect(parseNumbers('3, 6', 3)).toEqual({ refusal: '3 numbers are needed, such as 3, 6, 3.' });
    expect(parseNumbers('3, x, 3', 3)).toEqual({ refusal: 'Whole numbers are needed.' });
  });

  it('how many fields, or which', () => {
    expect(parseCountOrNames(' 2 ')).toEqual({ value: 2 });
    expect(parseCountOrNames('fov08, fov09')).toEqual({ value: ['fov08', 'fov09'] });
    expect(parseCountOrNames(' ')).toHaveProperty('refusal');
    expect(listText(['fov08', 'fov09'])).toBe('fov08, fov09');
  });

  it('an arrow key moves a rate by its own order of magnitude', () => {
    expect(stepOf(3e-4, false)).toBeCloseTo(1e-4);
    expect(stepOf(16, true)).toBe(1);
    expect(stepOf(0, false)).toBe(0.1);
  });
});

describe('a change within a nested value', () => {
  const whole = { split: { validation: 1 }, loss: [{ kind: 'mse', weight: 1 }] };
  it('leaves what it was made of alone', () => {
    expect(changedIn(whole, ['loss', 0, 'weight'], 0.5).loss).toEqual([{ kind: 'mse', weight: 0.5 }]);
    expect(whole.loss[0]!.weight).toBe(1);
  });
  it('takes a key away that has no value any more', () => {
    expect(changedIn({ threads: 2, seed: 1 }, ['threads'], undefined)).toEqual({ seed: 1 });
  });
});
