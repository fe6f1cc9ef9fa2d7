import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageSource } from '../../src-main/contract/image';
import { planeGeometry } from '../../src-main/imaging/geometry';
import { openImage } from '../../src-main/io/open-image';
import { readStatistics } from '../../src-main/io/read-statistics';
import { hasPython, NEEDS_PYTHON, runPython } from '../support/python';

interface Reference {
  shape: number[];
  axes: string;
  dtype: string;
  levels: number;
  min: number;
  max: number;
  mean: number;
  std: number;
  order: number;
}

/** Sums of some thousand values in another order than numpy's: equal to about twelve digits. */
const TOLERANCE = 1e-9;

/** Every value weighted by its position, as the script does it, read in regions of an awkward size. */
async function weightedMean(source: ImageSource): Promise<number> {
  const { width, height, samples, planes } = planeGeometry(source.info);
  let sum = 0;
  let weights = 0;
  for (let plane = 0; plane < planes; plane++) {
    for (let y = 0; y < height; y += 13) {
      for (let x = 0; x < width; x += 11) {
        const region = { plane, x, y, width: Math.min(11, width - x), height: Math.min(13, height - y) };
        const { data } = await source.readRegion(region);
        for (let i = 0; i < data.length; i++) {
          const inRow = region.width * samples;
          const at = ((plane * height + y + Math.floor(i / inRow)) * width + x) * samples + (i % inRow);
          const weight = (at % 9973) + 1;
          if (Number.isFinite(data[i])) sum += data[i]! * weight;
          weights += weight;
        }
      }
    }
  }
  return sum / weights;
}

describe.skipIf(!hasPython)(`TIFF files beside tifffile (${NEEDS_PYTHON})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'finescope-oracle-'));
  let references: Record<string, Reference[]> = {};

  beforeAll(async () => {
    references = JSON.parse(
      await runPython(join(import.meta.dirname, 'make_tiffs.py'), [folder]),
    ) as typeof references;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const near = (got: number | null, wanted: number, scale: number) =>
    got !== null && Math.abs(got - wanted) <= TOLERANCE * Math.max(Math.abs(wanted), scale);

  it('names shape, axes and type of every series as tifffile does, with the same number of resolutions', async () => {
    const differences: string[] = [];
    for (const [name, wanted] of Object.entries(references)) {
      const { series, close } = await openImage(join(folder, name));
      const describeOne = (shape: readonly number[], axes: string, type: string, levels: number) =>
        `${axes} ${shape.join('x')} ${type} ${levels}`;
      const got = series.map(({ info }) =>
        describeOne(info.shape, info.axes, info.pixelType, info.levels.length),
      );
      const want = wanted.map(({ shape, axes, dtype, levels }) => describeOne(shape, axes, dtype, levels));
      if (got.join(', ') !== want.join(', '))
        differences.push(`${name}: ${got.join(', ')} instead of ${want.join(', ')}`);
      await close();
    }
    expect(differences).toEqual([]);
    expect(Object.keys(references).length).toBeGreaterThan(250);
  });

  it('reads the same values in the same places', async () => {
    const differences: string[] = [];
    for (const [name, wanted] of Object.entries(references)) {
      const { series, close } = await openImage(join(folder, name));
      for (const [i, reference] of wanted.entries()) {
        const got = { ...(await readStatistics(series[i]!)), order: await weightedMean(series[i]!) };
        const scale = Math.max(Math.abs(reference.min), Math.abs(reference.max));
        for (const key of ['min', 'max', 'mean', 'std', 'order'] as const) {
          if (!near(got[key], reference[key], scale)) {
            differences.push(`${name} series ${i}: ${key} is ${got[key]} instead of ${reference[key]}`);
          }
        }
      }
      await close();
    }
    expect(differences).toEqual([]);
  });
});
