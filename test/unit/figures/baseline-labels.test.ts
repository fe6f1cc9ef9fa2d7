import { describe, expect, it } from 'vitest';
import { movedApart } from '../../../src-main/figures/baseline-labels';

describe('movedApart', () => {
  it('leaves alone what has room', () => {
    expect(movedApart([10, 50, 30], 10, 0, 100)).toEqual([10, 50, 30]);
  });

  it('moves what is too close around its middle, in order', () => {
    expect(movedApart([52, 50, 51], 10, 0, 100)).toEqual([61, 41, 51]);
  });

  it('stays within the border while there is room', () => {
    expect(movedApart([1, 2, 99], 10, 0, 100)).toEqual([0, 10, 99]);
  });

  it('merges a group that grew into its neighbour', () => {
    expect(movedApart([40, 40, 49], 10, 0, 100)).toEqual([33, 43, 53]);
  });
});
