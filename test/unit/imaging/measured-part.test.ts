import { describe, expect, test } from 'vitest';
import { CancelSource } from '../../../src-main/contract/signal';
import { commonParts, middlePart, planePart, readPart } from '../../../src-main/imaging/measured-part';
import { imageInfo, memorySource } from '../../support/memory-source';

const PATH = { path: 'a.tif' };
const pixels = (x: number | null, y: number | null) => ({
  calibration: { pixelSizeUm: { x, y, z: null }, frameIntervalS: null },
});

describe('what of an image is measured', () => {
  test('is all frames of the first channel and slice, which is said', () => {
    const info = imageInfo({
      axes: 'TZCYX',
      shape: [3, 2, 2, 5, 4],
      pixelType: 'uint8',
      ...pixels(0.1, 0.1),
    });
    const part = planePart(info, PATH, 'a.tif');
    expect(part.planes).toEqual([0, 4, 8]);
    expect(part).toMatchObject({ region: { x: 0, y: 0, width: 4, height: 5 }, pixelSizeUm: 0.1 });
    expect(part.notes).toHaveLength(2);
    expect(planePart(info, { ...PATH, channel: 2, zSlice: 2, frames: [3] }, 'a.tif')).toMatchObject({
      planes: [11],
      notes: [],
    });
  });

  test('takes the slices of a simple stack for its frames, and those of a z-stack when one is named', () => {
    const info = imageInfo({ axes: 'ZYX', shape: [3, 5, 4], pixelType: 'uint8' });
    expect(planePart(info, PATH, 'a.tif').planes).toEqual([0, 1, 2]);
    expect(planePart(info, { ...PATH, zSlice: 2 }, 'a.tif').planes).toEqual([1]);
  });

  test('has no pixel size where pixels are not square, and says so', () => {
    const info = (x: number | null, y: number | null) =>
      imageInfo({ axes: 'YX', shape: [5, 4], pixelType: 'uint8', ...pixels(x, y) });
    expect(planePart(info(0.1, 0.2), PATH, 'a.tif')).toMatchObject({
      pixelSizeUm: null,
      notes: [expect.stringContaining('0.1 x 0.2')],
    });
    expect(planePart(info(0.1, null), PATH, 'a.tif').pixelSizeUm).toBe(0.1);
  });

  test('refuses a region that reaches beyond it', () => {
    const info = imageInfo({ axes: 'YX', shape: [5, 4], pixelType: 'uint8' });
    const region = { x: 2, y: 0, width: 3, height: 2 };
    expect(() => planePart(info, { ...PATH, region }, 'a.tif')).toThrow('reaches beyond');
  });

  test('is cut to its middle where it is large, with a note', () => {
    const info = imageInfo({ axes: 'YX', shape: [9, 101], pixelType: 'uint8' });
    const part = middlePart(planePart(info, PATH, 'a.tif'), 50);
    expect(part.region).toEqual({ x: 25, y: 0, width: 50, height: 9 });
    expect(part.notes).toEqual([expect.stringContaining('the middle 50 x 9')]);
  });
});

describe('reading a part', () => {
  const data = Uint8Array.from({ length: 3 * 4 * 2 }, (_, i) => i);
  const source = memorySource({ axes: 'TYX', shape: [3, 2, 4], pixelType: 'uint8', data });
  const region = { x: 1, y: 0, width: 2, height: 2 };

  test('gives the mean of its frames', async () => {
    const plane = await readPart(source, { name: 'a', planes: [0, 2], region });
    expect(plane).toMatchObject({ width: 2, height: 2 });
    expect([...(plane.data as Float64Array)]).toEqual([9, 10, 13, 14]);
  });

  test('stops when it is cancelled', async () => {
    const cancel = new CancelSource();
    cancel.abort();
    const reading = readPart(source, { name: 'a', planes: [0], region }, { signal: cancel.signal });
    await expect(reading).rejects.toThrow('Cancelled');
  });
});

describe('a region of a reconstruction and its reference', () => {
  const part = (width: number, height: number) =>
    planePart(imageInfo({ axes: 'YX', shape: [height, width], pixelType: 'uint8' }), PATH, 'a.tif');
  const region = { x: 2, y: 1, width: 3, height: 4 };

  test('is magnified with its place', () => {
    const { reconstruction, reference } = commonParts(part(40, 30), part(8, 6), region);
    expect(reconstruction.region).toEqual({ x: 10, y: 5, width: 15, height: 20 });
    expect(reference.region).toEqual(region);
  });

  test('cannot be named where the magnification is not whole', () => {
    expect(() => commonParts(part(12, 9), part(8, 6), region)).toThrow('1.500');
    expect(() => commonParts(part(40, 30), part(8, 6), { ...region, x: 6 })).toThrow('8 x 6');
  });
});
