import { describe, expect, it } from 'vitest';
import type { RunValues } from '../../../../src-main/contract/run';
import { TrainingConfig, type TrainingConfigInput } from '../../../../src-main/contract/training-config';
import type { DataFiles } from '../../../../src-main/training/data/data-files';
import { ImageShelf } from '../../../../src-main/training/data/image-shelf';
import { PlaneStore } from '../../../../src-main/training/data/plane-store';
import { prepareTrainingData } from '../../../../src-main/training/data/training-data';
import { memoryData, picture, type MemoryDisk } from '../../../support/memory-data';

/** Four fields of three noisy frames each, of 70 x 64 pixels, with one target of its own each. */
const disk: MemoryDisk = {};
for (const seed of [1, 2, 3, 4]) {
  disk[`/data/input/fov${seed}.tif`] = picture({ width: 70, seed, frames: 3, noise: 9000 });
  disk[`/data/target/fov${seed}.tif`] = picture({ width: 70, seed });
}

const CONFIG: TrainingConfigInput = {
  name: 'test',
  architecture: { kind: 'denseed', blocks: [1, 1, 1] },
  data: { kind: 'folder', folder: '/data' },
  split: { validation: ['fov2'], validationFrames: 2 },
  patches: { kind: 'slices', side: 32 },
  batch: 5,
};

async function prepare(
  change: Partial<TrainingConfigInput> = {},
  {
    files = memoryData(disk).files,
    bytes = 2 ** 24,
    scale = 1,
    values,
  }: { files?: DataFiles; bytes?: number; scale?: number; values?: RunValues } = {},
) {
  const config = TrainingConfig.parse({ ...CONFIG, ...change });
  const tools = { files, shelf: new ImageShelf(files), store: new PlaneStore(bytes) };
  return prepareTrainingData(config, { sizeStep: 4, scale, values }, tools, {});
}

describe('prepared data', () => {
  it('tell the run what it trains on', async () => {
    const { prepared } = await prepare();
    expect(prepared.run).toMatchObject({
      train: ['fov1', 'fov3', 'fov4'],
      validation: ['fov2'],
      test: [],
      frames: 9,
      stepsPerEpoch: Math.ceil((9 * 3 * 2) / 5),
      inputSize: { width: 70, height: 64 },
      outputScale: 1,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(prepared).toMatchObject({ side: 32, normalisation: { kind: 'fixed' }, zero: -0.5, range: 1 });
    expect(prepared.heldOut).toEqual([
      { field: 'fov2', frame: 0, width: 68, height: 64, preview: true },
      { field: 'fov2', frame: 1, width: 68, height: 64, preview: false },
    ]);
  });

  it('have a fingerprint that changes with the files', async () => {
    const { prepared } = await prepare();
    const { files } = memoryData(disk);
    const touched = {
      ...files,
      stamp: async (path: string) => ({ ...(await files.stamp(path)), modified: 1 }),
    };
    expect((await prepare()).prepared.run.fingerprint).toBe(prepared.run.fingerprint);
    expect((await prepare({}, { files: touched })).prepared.run.fingerprint).not.toBe(
      prepared.run.fingerprint,
    );
  });

  it('hold the rescaling that brings inputs nearest to targets', async () => {
    const { prepared } = await prepare({ patches: { kind: 'slices', side: 32 } });
    const { scale, offset } = prepared.rescaling;
    let [n, sx, sy, xx, xy] = [0, 0, 0, 0, 0];
    for (const field of ['fov1', 'fov3', 'fov4']) {
      const { data: inputs } = disk[`/data/input/${field}.tif`] as ReturnType<typeof picture>;
      const { data: target } = disk[`/data/target/${field}.tif`] as ReturnType<typeof picture>;
      inputs.forEach((value, i) => {
        const [x, y] = [value / 65535 - 0.5, target[i % target.length]! / 65535 - 0.5];
        n++;
        [sx, sy, xx, xy] = [sx + x, sy + y, xx + x * x, xy + x * y];
      });
    }
    const slope = (n * xy - sx * sy) / (n * xx - sx * sx);
    expect(scale).toBeCloseTo(slope, 8);
    expect(offset).toBeCloseTo((sy - slope * sx) / n, 8);
  });
});

describe('a batch', () => {
  it('holds patches of inputs with the same places of their targets, as network values', async () => {
    const data = await prepare();
    const { input, target } = await data.batch(1, 0);
    expect(input).toHaveLength(5 * 32 * 32);
    for (let patch = 0; patch < 5; patch++) {
      const [a, b] = [input, target].map((one) => one.subarray(patch * 1024, (patch + 1) * 1024));
      expect(placesOf(b!, 'target')).toHaveLength(1);
      const [place] = placesOf(b!, 'target');
      expect(placesOf(a!, 'input').map(({ field, x, y }) => ({ field, x, y }))).toEqual([place]);
      expect(place!.field).not.toBe('fov2');
    }
  });

  it('is the same when data do not fit into memory', async () => {
    const whole = await prepare();
    const memory = memoryData(disk);
    const few = await prepare({}, { files: memory.files, bytes: 20_000 });
    const none = await prepare({}, { files: memory.files, bytes: 0 });
    for (const [epoch, step] of [
      [1, 0],
      [1, 10],
      [5, 3],
    ] as const) {
      const expected = await whole.batch(epoch, step);
      const before = memory.reads();
      expect(await few.batch(epoch, step)).toEqual(expected);
      expect(await none.batch(epoch, step)).toEqual(expected);
      expect(memory.reads()).toBeGreaterThan(before); // read again, not kept
    }
    expect(await few.heldOut(1)).toEqual(await whole.heldOut(1));
  });

  it('turns and brightens input and target alike', async () => {
    const augmentation = { flips: true, rotations: true, intensity: 0.3 };
    const still = await (await prepare()).batch(2, 1);
    const data = await prepare({ augmentation });
    const moved = await data.batch(2, 1);
    expect(moved.input).not.toEqual(still.input);
    expect(await data.batch(2, 1)).toEqual(moved);
    for (let patch = 0; patch < 5; patch++) {
      const stored = (values: Float32Array) =>
        Array.from(values.subarray(patch * 1024, (patch + 1) * 1024), (value) => value + 0.5);
      const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
      const [before, after] = [sorted(stored(still.target)), sorted(stored(moved.target))];
      const factor = after[1023]! / before[1023]!;
      expect(Math.abs(factor - 1)).toBeLessThanOrEqual(0.3);
      const [beforeInput, afterInput] = [sorted(stored(still.input)), sorted(stored(moved.input))];
      expect(afterInput[512]! / beforeInput[512]!).toBeCloseTo(factor, 3);
    }
  });

  /** Where, in which field, a patch of network values was cut out. */
  function placesOf(patch: Float32Array, role: 'input' | 'target') {
    const found = [];
    for (const field of ['fov1', 'fov2', 'fov3', 'fov4']) {
      const { data, shape } = disk[`/data/${role}/${field}.tif`] as ReturnType<typeof picture>;
      for (let frame = 0; frame < (shape.length === 3 ? 3 : 1); frame++) {
        for (const y of [0, 32]) {
          for (const x of [0, 32, 38]) {
            const equal = patch.every((value, i) => {
              const at = frame * 70 * 64 + (y + Math.floor(i / 32)) * 70 + x + (i % 32);
              return Math.abs(value + 0.5 - data[at]! / 65535) < 1e-6;
            });
            if (equal) found.push({ field, x, y });
          }
        }
      }
    }
    return found;
  }
});

describe('a held-out image', () => {
  it('is whole to a multiple of the size step, with the mean of all its frames', async () => {
    const data = await prepare();
    const { data: stored } = disk['/data/input/fov2.tif'] as ReturnType<typeof picture>;
    const pair = await data.heldOut(1);
    expect(pair).toMatchObject({ field: 'fov2', width: 68, height: 64 });
    const at = 3 * 68 + 7;
    const of = (frame: number) => stored[frame * 70 * 64 + 3 * 70 + 7]! / 65535 - 0.5;
    expect(pair.input[at]).toBeCloseTo(of(1), 6);
    expect(pair.average![at]).toBeCloseTo((of(0) + of(1) + of(2)) / 3, 6);
  });

  it('has no mean where it is one frame', async () => {
    const single = { ...disk, '/data/input/fov2.tif': picture({ width: 70, seed: 2, noise: 9000 }) };
    const data = await prepare({}, { files: memoryData(single).files });
    expect((await data.heldOut(0)).average).toBeNull();
  });
});

describe('normalisation', () => {
  const field = (role: string, name = 'fov2') =>
    (disk[`/data/${role}/${name}.tif`] as ReturnType<typeof picture>).data;
  const largest = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => Math.max(a, b));

  it('minMax takes each field from its own smallest to its largest value', async () => {
    const data = await prepare({ normalisation: { kind: 'minMax' }, split: { validation: ['fov2'] } });
    expect(data.prepared).toMatchObject({ zero: 0, range: 1 });
    const pairs = await Promise.all([0, 1, 2].map((index) => data.heldOut(index)));
    const high = largest(field('input'));
    expect(largest(pairs.flatMap(({ input }) => [...input]))).toBeLessThanOrEqual(1);
    const stored = field('input')[5 * 70 + 6]!;
    const smallest = Array.from(field('input')).reduce((a, b) => Math.min(a, b));
    expect(pairs[0]!.input[5 * 68 + 6]).toBeCloseTo((stored - smallest) / (high - smallest), 6);
  });

  it('meanStd gives each field mean 0 and standard deviation 1', async () => {
    const data = await prepare({ normalisation: { kind: 'meanStd' } }, {});
    const { data: stored } = disk['/data/target/fov2.tif'] as ReturnType<typeof picture>;
    const mean = Array.from(stored).reduce((a, b) => a + b) / stored.length;
    const std = Math.sqrt(Array.from(stored).reduce((sum, v) => sum + (v - mean) ** 2, 0) / stored.length);
    const { target } = await data.heldOut(0);
    expect(target[9 * 68 + 2]).toBeCloseTo((stored[9 * 70 + 2]! - mean) / std, 5);
    expect(data.prepared.range).toBeGreaterThan(1);
  });

  it('percentile takes those of each field', async () => {
    const data = await prepare({ normalisation: { kind: 'percentile', low: 10, high: 90 } });
    const sorted = Array.from(field('target')).sort((a, b) => a - b);
    const at = (percent: number) => sorted[Math.round((percent / 100) * (sorted.length - 1))]!;
    const { target } = await data.heldOut(0);
    const stored = field('target')[30 * 70 + 30]!;
    expect(target[30 * 68 + 30]).toBeCloseTo((stored - at(10)) / (at(90) - at(10)), 2);
  });

  it('frameMinMax spreads each frame, then takes mean and SD of the training set off', async () => {
    const data = await prepare({ normalisation: { kind: 'frameMinMax' } });
    const normalisation = data.prepared.normalisation as { mean: number; std: number };
    const spread: number[] = [];
    for (const name of ['fov1', 'fov3', 'fov4']) {
      for (let frame = 0; frame < 3; frame++) {
        const values = Array.from(field('input', name).subarray(frame * 4480, (frame + 1) * 4480));
        const [low, high] = [values.reduce((a, b) => Math.min(a, b)), largest(values)];
        spread.push(...values.map((value) => (value - low) / (high - low)));
      }
    }
    const mean = spread.reduce((a, b) => a + b) / spread.length;
    const std = Math.sqrt(spread.reduce((sum, v) => sum + (v - mean) ** 2, 0) / spread.length);
    expect(normalisation.mean).toBeCloseTo(mean, 8);
    expect(normalisation.std).toBeCloseTo(std, 8);
    const { input } = await data.batch(1, 0);
    expect(largest(input)).toBeLessThanOrEqual((1 - mean) / std + 1e-5);
  });

  it('stay those that a run began with where it goes on', async () => {
    const values = {
      normalisation: { kind: 'frameMinMax' as const, mean: 0.25, std: 0.5 },
      zero: -0.5,
      range: 2,
    };
    const data = await prepare({ normalisation: { kind: 'frameMinMax' } }, { values });
    expect(data.prepared).toMatchObject(values);
    const { input } = await data.heldOut(0);
    expect(input.reduce((a, b) => Math.min(a, b))).toBeGreaterThanOrEqual(-0.5);
    expect(largest(input)).toBeGreaterThan(1);
    expect(largest(input)).toBeLessThanOrEqual(1.5);
  });
});

describe('localisations', () => {
  const frames = picture({ width: 24, height: 24, frames: 40, noise: 3000, light: 8000 });
  const lines = Array.from(
    { length: 80 },
    (_, i) => `${i},${(i % 40) + 1},${(i * 137) % 2400},${(i * 71) % 2400}`,
  );
  const simulated: MemoryDisk = {
    '/sim/frames.tif': frames,
    '/sim/positions.csv': `"id","frame","x [nm]","y [nm]"\n${lines.join('\n')}\n`,
  };
  const config: Partial<TrainingConfigInput> = {
    architecture: { kind: 'deep-storm' },
    data: { kind: 'localisations', frames: '/sim/frames.tif', positions: '/sim/positions.csv' },
    split: { validation: 2 },
    patches: { kind: 'random', side: 12, perImage: 2 },
    normalisation: { kind: 'frameMinMax' },
    augmentation: { intensity: 0.5 },
  };

  it('are divided by blocks of frames; targets count emitters on the finer grid', async () => {
    const data = await prepare(config, { files: memoryData(simulated).files, scale: 8 });
    expect(data.prepared.report.fields).toHaveLength(20);
    expect(data.prepared.report.findings.map(({ kind }) => kind)).toEqual(['frames']);
    expect(data.prepared).toMatchObject({ side: 12, zero: 0, range: 1 });
    expect(data.prepared.run).toMatchObject({ outputScale: 8, frames: 36 });
    const { input, target } = await data.batch(1, 0);
    expect(input).toHaveLength(5 * 12 * 12);
    expect(target).toHaveLength(5 * 96 * 96);
    expect(new Set(target)).toEqual(new Set([0, 1])); // brightness changes no count of emitters
    const pair = await data.heldOut(0);
    expect(pair.target.reduce((a, b) => a + b)).toBe(2);
    expect(pair.average).toBeNull();
  });
});
