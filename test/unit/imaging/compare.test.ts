import { describe, expect, test } from 'vitest';
import { InvalidRequestError } from '../../../src-main/contract/errors';
import { CancelSource, type Progress } from '../../../src-main/contract/signal';
import { compareImages } from '../../../src-main/imaging/compare';
import { memorySource } from '../../support/memory-source';
import { ssim } from '../../support/ssim';

const SIDE = 9;
const plane = (f: (i: number) => number) => Array.from({ length: SIDE * SIDE }, (_, i) => f(i));
const a = plane((i) => (i * 37) % 251);
const b = plane((i) => (i * 101) % 241);

const uint8 = (axes: string, shape: number[], ...planes: number[][]) =>
  memorySource({ axes, shape, pixelType: 'uint8', data: Uint8Array.from(planes.flat()) });

describe('compareImages', () => {
  test('measures over all pixels of all planes, and SSIM as the mean over planes', async () => {
    const shape = [2, SIDE, SIDE];
    const report = await compareImages(uint8('TYX', shape, a, b), uint8('TYX', shape, b, b));
    const squared = a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
    const mse = squared / (2 * a.length);
    expect(report.rmse).toBeCloseTo(Math.sqrt(mse), 10);
    expect(report.psnr).toBeCloseTo(10 * Math.log10(255 ** 2 / mse), 10);
    expect(report.ssim).toBeCloseTo((ssim(a, b, SIDE, 255) + 1) / 2, 10);
    expect(report).toMatchObject({ peak: 255, range: 255, planes: 2, window: { kind: 'uniform', size: 7 } });
  });

  test('gives infinite PSNR and SSIM 1 to an image compared with itself', async () => {
    const report = await compareImages(uint8('YX', [SIDE, SIDE], a), uint8('YX', [SIDE, SIDE], a));
    expect(report).toMatchObject({ psnr: Infinity, rmse: 0, mae: 0 });
    expect(report.ssim).toBeCloseTo(1, 12);
    expect(report.pearson).toBeCloseTo(1, 12);
  });

  test('measures again after the best affine rescaling', async () => {
    const half = memorySource({
      axes: 'YX',
      shape: [SIDE, SIDE],
      pixelType: 'float32',
      data: Float32Array.from(a, (v) => v / 2 + 10),
    });
    const { affine } = await compareImages(half, uint8('YX', [SIDE, SIDE], a));
    expect(affine.scale).toBeCloseTo(2, 10);
    expect(affine.offset).toBeCloseTo(-20, 9);
    expect(affine.rmse).toBeLessThan(1e-9);
    expect(affine.ssim).toBeCloseTo(1, 10);
  });

  test("refers to the range of the reference's integer type, or to a float reference's own", async () => {
    const image = uint8('YX', [SIDE, SIDE], a);
    const uint16 = memorySource({
      axes: 'YX',
      shape: [SIDE, SIDE],
      pixelType: 'uint16',
      data: Uint16Array.from(b),
    });
    const float = memorySource({
      axes: 'YX',
      shape: [SIDE, SIDE],
      pixelType: 'float32',
      data: Float32Array.from(plane((i) => i / 8 - 3)),
    });
    expect((await compareImages(image, uint16)).peak).toBe(65535);
    expect((await compareImages(image, float)).range).toBe(10);
  });

  test('takes interleaved samples as planes of their own', async () => {
    const interleave = (planes: number[][]) =>
      Uint8Array.from({ length: 3 * a.length }, (_, i) => planes[i % 3]![Math.floor(i / 3)]!);
    const rgb = (planes: number[][]) =>
      memorySource({ axes: 'YXS', shape: [SIDE, SIDE, 3], pixelType: 'uint8', data: interleave(planes) });
    const report = await compareImages(rgb([a, b, b]), rgb([b, b, b]));
    expect(report.planes).toBe(3);
    expect(report.ssim).toBeCloseTo((ssim(a, b, SIDE, 255) + 2) / 3, 10);
  });

  test('gives the same numbers whatever bands the rows are read in', async () => {
    const [width, height] = [3000, 701]; // three bands of 349 rows
    const wide = (step: number) =>
      memorySource({
        axes: 'YX',
        shape: [height, width],
        pixelType: 'uint8',
        data: Uint8Array.from({ length: width * height }, (_, i) => (i * step + (i >> 7)) % 256),
      });
    const [image, reference] = [wide(3), wide(5)];
    const whole = async (source: typeof image) =>
      (await source.readRegion({ plane: 0, x: 0, y: 0, width, height })).data;
    const report = await compareImages(image, reference);
    expect(report.ssim).toBeCloseTo(ssim(await whole(image), await whole(reference), width, 255), 12);
  });

  test('has no SSIM where a side is below its window, and all the rest', async () => {
    const rows = (value: number) =>
      memorySource({ axes: 'YX', shape: [6, 40], pixelType: 'uint8', data: new Uint8Array(240).fill(value) });
    const report = await compareImages(rows(10), rows(13));
    expect(report).toMatchObject({ ssim: null, rmse: 3, mae: 3, affine: { ssim: null, rmse: 0 } });
    expect(report.psnr).toBeCloseTo(20 * Math.log10(255 / 3), 10);
  });

  test('refuses values that are not finite, and a float reference without a range', async () => {
    const float = (f: (i: number) => number) =>
      memorySource({
        axes: 'YX',
        shape: [SIDE, SIDE],
        pixelType: 'float32',
        data: Float32Array.from(plane(f)),
      });
    await expect(
      compareImages(
        float((i) => (i === 40 ? NaN : i)),
        float((i) => i),
      ),
    ).rejects.toThrow('NaN');
    await expect(
      compareImages(
        float((i) => i),
        float(() => 5),
      ),
    ).rejects.toThrow(InvalidRequestError);
  });

  test('reports its progress up to the end and stops when cancelled', async () => {
    const image = uint8('YX', [SIDE, SIDE], a);
    const seen: Progress[] = [];
    await compareImages(image, image, { onProgress: (progress) => void seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ done: 18, total: 18, unit: 'rows' });
    const cancel = new CancelSource();
    cancel.abort();
    await expect(compareImages(image, image, { signal: cancel.signal })).rejects.toThrow('Cancelled');
  });
});
