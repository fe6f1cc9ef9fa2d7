import { describe, expect, it } from 'vitest';
import { EsrrfParams, SrrfParams } from '../../../../src-main/contract/reconstruction';
import {
  frameCount,
  otherAxes,
  previewParams,
  previewRegion,
  reconstructionRefusal,
  reconstructParams,
  resultSize,
  secondsOf,
  type ReconstructionChoice,
} from '../../../../src-renderer/state/reconstruction-params';
import { imageInfo } from '../../../support/memory-source';

const opened = (axes: string, shape: number[]) => ({
  image: 3,
  info: imageInfo({ axes, shape, pixelType: 'uint16' }),
});
const choice = (more: Partial<ReconstructionChoice> = {}): ReconstructionChoice => ({
  params: SrrfParams.parse({ method: 'srrf' }),
  region: null,
  frames: null,
  onlyHere: [],
  framesPerImage: 0,
  grid: 'magnified',
  drift: 'none',
  ...more,
});

describe('what is reconstructed', () => {
  it('counts frames along time; of a stack of planes along depth', () => {
    const frames = (axes: string, shape: number[]) => frameCount(opened(axes, shape).info);
    expect(frames('TCYX', [50, 2, 8, 8])).toBe(50);
    expect(frames('ZYX', [7, 8, 8])).toBe(7);
    expect(frames('YX', [8, 8])).toBe(1);
    expect(otherAxes(opened('TCYX', [50, 2, 8, 8]).info).map(({ axis }) => axis)).toEqual(['C']);
    expect(otherAxes(opened('ZYX', [7, 8, 8]).info)).toEqual([]);
  });

  it('is asked for with the channel in front where only that is wanted', () => {
    const image = opened('TCYX', [50, 2, 8, 8]);
    const region = { x: 1, y: 2, width: 4, height: 4 };
    const asked = reconstructParams(image, choice({ onlyHere: ['C'], region, frames: [1, 2, 3] }), [0, 1]);
    expect(asked).toMatchObject({ image: 3, channels: [2], region, frames: [1, 2, 3], grid: 'magnified' });
    expect(reconstructParams(image, choice(), [0, 1])).not.toHaveProperty('channels');
  });

  it('is previewed in the channel and slice in front, whatever is computed', () => {
    const image = opened('TZCYX', [5, 3, 2, 80, 90]);
    const region = previewRegion({ width: 90, height: 80 }, { x: 45, y: 40 });
    expect(previewParams(image, choice(), [4, 2, 1], region)).toMatchObject({
      zSlice: 3,
      channel: 2,
      region,
    });
  });

  it('is previewed inside the image, wherever one points', () => {
    const size = { width: 200, height: 50 };
    expect(previewRegion(size, { x: 100, y: 25 })).toEqual({ x: 68, y: 0, width: 64, height: 50 });
    expect(previewRegion(size, { x: -9, y: 99 })).toEqual({ x: 0, y: 0, width: 64, height: 50 });
    expect(previewRegion(size, { x: 500, y: 0 })).toMatchObject({ x: 136 });
  });
});

describe('what comes of it', () => {
  const image = opened('TCYX', [50, 2, 20, 30]);

  it('has the magnified size, an image for each channel', () => {
    expect(resultSize(image, choice())).toMatchObject({ width: 150, height: 100, planes: 2, frames: 100 });
    expect(resultSize(image, choice()).bytes).toBe(150 * 100 * 2 * 4);
    expect(resultSize(image, choice({ onlyHere: ['C'], grid: 'input' }))).toMatchObject({
      width: 30,
      height: 20,
      planes: 1,
      frames: 50,
    });
  });

  it('is a series of parts, the last of which is long enough for its analysis', () => {
    const planes = (more: Partial<ReconstructionChoice>) =>
      resultSize(image, choice({ onlyHere: ['C'], ...more })).planes;
    expect(planes({ framesPerImage: 20 })).toBe(3);
    expect(planes({ framesPerImage: 100 })).toBe(1);
    const params = SrrfParams.parse({ method: 'srrf', temporal: 'trac4' });
    expect(planes({ framesPerImage: 23, params })).toBe(2); // four frames are left
    expect(planes({ params: EsrrfParams.parse({ method: 'esrrf', temporal: 'frames' }) })).toBe(50);
  });

  it('takes as long as its pixels and frames do at the pace of the preview', () => {
    const one = choice({ onlyHere: ['C'] });
    const average = {
      width: 10,
      height: 10,
      samples: 1,
      pixelType: 'float32',
      data: new Float32Array(100),
    } as const;
    const preview = { secondsPerFrame: 0.01, average };
    expect(secondsOf(resultSize(image, one), one, preview)).toBeCloseTo(0.01 * 50 * 6);
    const coarse = choice({ onlyHere: ['C'], grid: 'input' });
    expect(secondsOf(resultSize(image, coarse), coarse, preview)).toBeCloseTo(0.01 * 50 * 6);
  });

  it('is refused where an analysis over time has too few frames', () => {
    const params = SrrfParams.parse({ method: 'srrf', temporal: 'trac4' });
    expect(reconstructionRefusal(5, choice({ params }))).toBeNull();
    expect(reconstructionRefusal(4, choice({ params }))).toBe(
      'This analysis over time needs at least 5 frames for an image; there are 4. Choose Mean, or more frames.',
    );
    expect(reconstructionRefusal(50, choice({ params, framesPerImage: 1 }))).toContain('there is 1');
    expect(reconstructionRefusal(1, choice())).toBeNull();
  });
});
