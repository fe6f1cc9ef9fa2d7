import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GsosReport } from '../../src-main/contract/gsos';
import { finescope, finescopeJson } from '../support/finescope';
import { imageInfo } from '../support/memory-source';
import { readPlane } from '../support/planes';
import { temporaryFolder } from '../support/temporary-folder';
import { writeImage } from '../support/write-image';

const [WIDTH, HEIGHT, SD] = [64, 48, 5];

/** Frames of a saturating spot: counts = 100 + 1000 I h - 300 (I h)^2 at each power I. */
const spot = (powers: number[]) =>
  Float32Array.from({ length: powers.length * WIDTH * HEIGHT }, (_, i) => {
    const power = powers[Math.floor(i / (WIDTH * HEIGHT))]!;
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH) % HEIGHT];
    const h = power * Math.exp(-((x - 32) ** 2 + (y - 24) ** 2) / (2 * SD * SD));
    return 100 + 1000 * h - 300 * h * h;
  });

const write = (path: string, powers: number[]) =>
  writeImage(
    path,
    imageInfo({ shape: [powers.length, HEIGHT, WIDTH], axes: 'TYX', pixelType: 'float32' }),
    spot(powers),
  );

/** SD of a spot along the row through its middle, above the value far from it. */
function widthOf(data: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let x = 0; x < WIDTH; x++) {
    const value = data[24 * WIDTH + x]! - data[0]!;
    sum += value;
    squares += value * (x - 32) ** 2;
  }
  return Math.sqrt(squares / sum);
}

describe('finescope gsos', () => {
  it('makes one bright image, narrower by sqrt(2), of a stack or of two images', async () => {
    const folder = temporaryFolder();
    const [stack, weak, strong] = ['stack', 'weak', 'strong'].map((name) => join(folder, `${name}.tif`));
    await write(stack!, [0.5, 1]);
    await write(weak!, [0.5, 0.5]); // two frames, whose mean is taken
    await write(strong!, [1]);
    const run = (images: string[], name: string) =>
      finescopeJson<GsosReport>(['gsos', ...images, '--powers', '0.5,1', '--out', join(folder, name)]);
    const report = await run([stack!], 'of-stack.tif');
    await run([weak!, strong!], 'of-images.tif');
    expect(report.coefficients).toEqual([2, -1]); // the second order is negative: signs are turned
    expect(report.noiseAmplification).toBeCloseTo(Math.sqrt(5), 6);
    const [a, b] = [
      await readPlane(join(folder, 'of-stack.tif')),
      await readPlane(join(folder, 'of-images.tif')),
    ];
    expect(Array.from(a.data)).toEqual(Array.from(b.data));
    expect(widthOf(a.data)).toBeCloseTo(SD / Math.SQRT2, 2);
    expect(a.data[24 * WIDTH + 32]).toBeGreaterThan(a.data[0]!);
  });

  it('says that each image needs a power', async () => {
    const stack = join(temporaryFolder(), 'stack.tif');
    await write(stack, [0.5, 1, 2]);
    const { code, stderr } = await finescope(['gsos', stack, '--powers', '1,2', '--out', `${stack}.out.tif`]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('There are 3 frames of stack.tif and 2 powers.');
  });
});
