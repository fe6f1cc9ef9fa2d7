import { describe, expect, it } from 'vitest';
import { framesOf } from '../../../src-main/jobs/preview-reconstruction';
import { imageInfo } from '../../support/memory-source';

const info = (axes: string, shape: number[]) => imageInfo({ axes, shape, pixelType: 'uint16' });

describe('the frames of a preview', () => {
  it('are those of one channel and slice, in their order in time', () => {
    const stack = info('TZCYX', [3, 2, 2, 8, 8]);
    expect(framesOf(stack, {})).toEqual([0, 4, 8]);
    expect(framesOf(stack, { channel: 2, zSlice: 2 })).toEqual([3, 7, 11]);
    expect(framesOf(info('CTYX', [2, 4, 8, 8]), { channel: 2, frames: [2, 4] })).toEqual([5, 7]);
  });

  it('are the slices of a stack that has no other axis, and one of a single image', () => {
    expect(framesOf(info('ZYX', [3, 8, 8]), { zSlice: 2 })).toEqual([0, 1, 2]);
    expect(framesOf(info('YX', [8, 8]), {})).toEqual([0]);
    expect(framesOf(info('CYX', [2, 8, 8]), { channel: 2 })).toEqual([1]);
  });
});
