import { describe, expect, it } from 'vitest';
import type { RunPlane } from '../../../../src-main/contract/run';
import { cropPreview } from '../../../../src-main/io/run-folder/preview-crop';

/** A plane whose values tell where in the field they lie, in pixels of the input. */
function plane(width: number, height: number, scale = 1): RunPlane {
  const values = new Float32Array(width * height);
  for (let i = 0; i < values.length; i++)
    values[i] = Math.floor(Math.floor(i / width) / scale) * 10_000 + Math.floor((i % width) / scale);
  return { width, height, values };
}

describe('a preview', () => {
  it('of a small field is the whole of it', () => {
    const preview = {
      epoch: 1,
      field: 'a',
      input: plane(40, 30),
      prediction: plane(40, 30),
      target: plane(40, 30),
    };
    expect(cropPreview(preview)).toEqual(preview);
  });

  it('of a large field is its middle, the same part of all three', () => {
    const preview = {
      epoch: 1,
      field: 'a',
      input: plane(301, 90),
      prediction: plane(1204, 360, 4),
      target: plane(1204, 360, 4),
    };
    const { input, prediction, target } = cropPreview(preview);
    expect([input.width, input.height]).toEqual([128, 90]);
    expect([target.width, target.height]).toEqual([512, 360]);
    expect(input.values[0]).toBe(86);
    expect(target.values[0]).toBe(86);
    expect(target.values.at(-1)).toBe(input.values.at(-1));
    expect(Buffer.from(prediction.values.buffer).equals(Buffer.from(target.values.buffer))).toBe(true);
  });

  it('whose images do not belong together is refused', () => {
    const preview = {
      epoch: 1,
      field: 'a',
      input: plane(4, 4),
      prediction: plane(4, 4),
      target: plane(8, 8),
    };
    expect(() => cropPreview(preview)).toThrow(expect.objectContaining({ tag: 'InternalError' }));
  });
});
