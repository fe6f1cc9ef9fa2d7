import { describe, expect, it } from 'vitest';
import { BaselineSheet, bestRescaling, scoredPair } from '../../../src-main/training/baselines';

const pair = (field: string, input: number[], target: number[], average: number[] | null = null) => ({
  field,
  width: 2,
  height: 1,
  input: Float32Array.from(input),
  target: Float32Array.from(target),
  average: average && Float32Array.from(average),
});

describe('baselines', () => {
  it('are the frame, the mean of frames, and the frame rescaled by training fields or by itself', () => {
    const sheet = new BaselineSheet({ zero: 0, range: 1 }, { scale: 2, offset: 0 });
    sheet.add(pair('a', [0.1, 0.2], [0.3, 0.5], [0.2, 0.4]));
    const { raw, average, rescaled, ownRescaled } = sheet.baselines()!;
    expect(raw.rmse).toBeCloseTo(Math.sqrt((0.04 + 0.09) / 2), 6);
    expect(average!.rmse).toBeCloseTo(0.1, 6);
    expect(rescaled.rmse).toBeCloseTo(0.1, 6);
    expect(ownRescaled.rmse).toBeCloseTo(0, 6);
  });

  it('have no average where one of the fields has a single frame', () => {
    const sheet = new BaselineSheet({ zero: 0, range: 1 }, { scale: 1, offset: 0 });
    sheet.add(pair('a', [0.1, 0.2], [0.3, 0.5], [0.2, 0.4]));
    sheet.add(pair('b', [0.1, 0.2], [0.3, 0.5]));
    expect(sheet.baselines()!.average).toBeNull();
  });

  it('are none where nothing is held out', () => {
    expect(new BaselineSheet({ zero: 0, range: 1 }, { scale: 1, offset: 0 }).baselines()).toBeNull();
  });

  it('enlarge the frame by repetition where the target is finer', () => {
    const { image, width, height } = scoredPair(
      { ...pair('a', [1, 2], [0, 0, 0, 0, 0, 0, 0, 0]), average: null },
      Float32Array.from([1, 2]),
    );
    expect([width, height]).toEqual([4, 2]);
    expect([...image]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
  });

  it('rescale by least squares', () => {
    const image = Float32Array.from([0, 1, 2, 3]);
    const { scale, offset } = bestRescaling({ image, target: image.map((value) => 3 - 2 * value) });
    expect([scale, offset]).toEqual([-2, 3]);
  });
});
