import { describe, expect, it } from 'vitest';
import { FileNotReadableError } from '../../../../src-main/contract/errors';
import { DataSource, Patches, Split } from '../../../../src-main/contract/training-config';
import { ImageShelf } from '../../../../src-main/training/data/image-shelf';
import { inspectData, type Inspected } from '../../../../src-main/training/data/inspect';
import { PlaneStore } from '../../../../src-main/training/data/plane-store';
import { damaged, memoryData, picture, type MemoryDisk, type Picture } from '../../../support/memory-data';

/** A folder of three noisy fields with clean targets; each may be given otherwise. */
function threeFields(change: MemoryDisk = {}, size: Picture = {}): MemoryDisk {
  const disk: MemoryDisk = {};
  for (const seed of [1, 2, 3]) {
    disk[`/data/input/fov${seed}.tif`] = picture({ ...size, seed, noise: 9000 });
    disk[`/data/target/fov${seed}.tif`] = picture({ ...size, seed });
  }
  return { ...disk, ...change };
}

async function inspect(disk: MemoryDisk, request: Partial<Inspected> = {}, strict = false) {
  const { files } = memoryData(disk);
  const inspected: Inspected = {
    data: DataSource.parse({ kind: 'folder', folder: '/data' }),
    split: Split.parse({}),
    patches: Patches.parse({ kind: 'slices', side: 32 }),
    normalisation: { kind: 'fixed' },
    seed: 1,
    ...request,
  };
  const tools = { files, shelf: new ImageShelf(files), store: new PlaneStore(2 ** 24) };
  return (await inspectData(inspected, tools, strict, {})).report;
}

const found = async (...given: Parameters<typeof inspect>) =>
  (await inspect(...given)).findings.map(({ level, kind, file, sentence }) => ({
    level,
    kind,
    file,
    sentence,
  }));

describe('data that are sound', () => {
  it('are told field by field, with nothing found', async () => {
    expect(await inspect(threeFields())).toEqual({
      fields: [1, 2, 3].map((number) => ({
        name: `fov${number}`,
        input: `input/fov${number}.tif`,
        target: `target/fov${number}.tif`,
        frames: 1,
        width: 64,
        height: 64,
        part: expect.stringMatching(/train|validation/) as string,
      })),
      findings: [],
      trainFrames: 2,
      inputType: 'uint16',
      targetType: 'uint16',
      scale: 1,
    });
  });

  it('may have stacks whose frames share one target', async () => {
    const stack = picture({ seed: 1, noise: 9000, frames: 5 });
    const report = await inspect(threeFields({ '/data/input/fov1.tif': stack }), {
      split: Split.parse({ validation: ['fov2'], framesPerField: 3 }),
    });
    expect(report.findings).toEqual([]);
    expect(report.fields[0]!.frames).toBe(5);
    expect(report.trainFrames).toBe(4);
  });

  it('may have targets that are finer', async () => {
    const disk: MemoryDisk = {};
    for (const seed of [1, 2]) {
      disk[`/data/low/fov${seed}.tif`] = picture({ seed, noise: 2000 });
      disk[`/data/high/fov${seed}.tif`] = picture({ seed, scale: 2 });
    }
    const report = await inspect(disk);
    expect(report.scale).toBe(2);
    expect(report.findings).toEqual([]);
  });

  it('may be a table, with paths as seen from it', async () => {
    const disk = threeFields({
      '/data/pairs.csv':
        'input,target,field\ninput/fov1.tif,target/fov1.tif,first\ninput/fov2.tif,target/fov2.tif,second\n',
    });
    const report = await inspect(disk, { data: { kind: 'table', file: '/data/pairs.csv' } });
    expect(report.fields.map(({ name }) => name)).toEqual(['first', 'second']);
  });
});

describe('what is wrong with data', () => {
  it.each<[string, MemoryDisk, Partial<Inspected>, object]>([
    [
      'a file that ends too early',
      { '/data/target/fov2.tif': damaged('fov2.tif') },
      {},
      { level: 'error', kind: 'unreadable', file: 'target/fov2.tif', sentence: '"fov2.tif" ends too early.' },
    ],
    [
      'a target of another size than the rest',
      { '/data/target/fov2.tif': picture({ seed: 2, width: 48 }) },
      {},
      {
        level: 'error',
        kind: 'size',
        file: 'target/fov2.tif',
        sentence: expect.stringContaining(
          '"input/fov2.tif" is 64 x 64 pixels and its target "target/fov2.tif" is 48 x 64 pixels instead of 64 x 64 pixels',
        ),
      },
    ],
    [
      'targets that do not fit the network',
      {},
      { scale: 4, split: Split.parse({ validation: 0 }) },
      {
        kind: 'size',
        sentence: expect.stringContaining(
          'instead of 256 x 256 pixels: this network answers at 4 times the size',
        ),
      },
    ],
    [
      'a target of zeros',
      { '/data/target/fov1.tif': picture({ light: 0, dark: 0 }) },
      {},
      {
        level: 'error',
        kind: 'empty',
        file: 'target/fov1.tif',
        sentence: expect.stringContaining('holds nothing but the value 0'),
      },
    ],
    [
      'an input without anything',
      { '/data/input/fov1.tif': picture({ light: 0, dark: 7 }) },
      {},
      { level: 'error', kind: 'empty', file: 'input/fov1.tif' },
    ],
    [
      'a target that is shifted',
      { '/data/target/fov3.tif': picture({ seed: 3, shift: { x: 4, y: -2 } }) },
      {},
      {
        level: 'warning',
        kind: 'shift',
        file: 'target/fov3.tif',
        sentence: expect.stringMatching(/by [34]\.\d pixels right and [12]\.\d pixels up/),
      },
    ],
    [
      'saturated images',
      { '/data/input/fov1.tif': picture({ seed: 1, light: 200_000 }) },
      {},
      { level: 'warning', kind: 'saturation', file: 'input/fov1.tif' },
    ],
    [
      'a field that is there twice, trained on and held out',
      { '/data/input/fov2.tif': picture({ seed: 1 }), '/data/target/fov2.tif': picture({ seed: 1 }) },
      { split: Split.parse({ validation: ['fov2'] }) },
      {
        level: 'error',
        kind: 'duplicate',
        sentence: expect.stringContaining('the field fov1 is for training and fov2 for validation'),
      },
    ],
    [
      'a target that is the input',
      { '/data/input/fov2.tif': picture({ seed: 2 }) },
      {},
      {
        level: 'error',
        kind: 'duplicate',
        sentence: expect.stringContaining('one as input and one as target'),
      },
    ],
    [
      'images smaller than the patches',
      {},
      { patches: Patches.parse({ kind: 'slices', side: 128 }), sizeStep: 4 },
      {
        level: 'error',
        kind: 'size',
        sentence: expect.stringContaining(
          'smaller than the patches of 128 x 128. Choose patches of 64 pixels or less',
        ),
      },
    ],
    [
      'patches that the network does not take',
      {},
      { patches: Patches.parse({ kind: 'slices', side: 40 }), sizeStep: 32 },
      { level: 'warning', kind: 'size', sentence: expect.stringContaining('multiples of 32: patches of 64') },
    ],
    [
      'a name that is no field',
      {},
      { split: Split.parse({ validation: ['fov7'] }) },
      {
        level: 'error',
        kind: 'split',
        sentence: expect.stringContaining('The fields are: fov1, fov2, fov3'),
      },
    ],
    [
      'a stack of channels',
      { '/data/input/fov1.tif': { ...picture({ frames: 3 }), axes: 'CYX' } },
      {},
      {
        level: 'error',
        kind: 'type',
        file: 'input/fov1.tif',
        sentence: expect.stringContaining('3 channels'),
      },
    ],
    [
      'another pixel type',
      { '/data/input/fov1.tif': picture({ seed: 1, pixelType: 'uint8', light: 200, dark: 3 }) },
      {},
      {
        level: 'warning',
        kind: 'type',
        sentence: expect.stringContaining('"input/fov1.tif" is uint8, while most inputs are uint16'),
      },
    ],
    [
      'an input without a target',
      { '/data/input/other.tif': picture({ seed: 9 }) },
      {},
      { level: 'warning', kind: 'unpaired', file: 'input/other.tif' },
    ],
  ])('%s', async (_, change, request, finding) => {
    expect(await found(threeFields(change), request)).toContainEqual(expect.objectContaining(finding));
  });

  it('values that are no numbers', async () => {
    const image = picture({ seed: 1, pixelType: 'float32' });
    image.data[100] = NaN;
    expect(await found(threeFields({ '/data/input/fov1.tif': image }))).toContainEqual(
      expect.objectContaining({ level: 'error', kind: 'range', file: 'input/fov1.tif' }),
    );
  });

  it('targets that are nearly black under "fixed", with what to choose instead', async () => {
    const disk: MemoryDisk = {};
    for (const seed of [1, 2]) {
      disk[`/data/input/fov${seed}.tif`] = picture({ seed, noise: 9000 });
      disk[`/data/target/fov${seed}.tif`] = picture({ seed, light: 900, dark: 10 });
    }
    const dim = expect.objectContaining({
      level: 'warning',
      kind: 'range',
      sentence: expect.stringMatching(
        /^The targets reach no more than .* nearly black to the network\. Choose/,
      ),
    });
    expect(await found(disk)).toContainEqual(dim);
    expect(await found(disk, { normalisation: { kind: 'minMax' } })).not.toContainEqual(dim);
  });

  it('a target that shows something else', async () => {
    const size = { width: 128, height: 128 };
    const disk = threeFields({ '/data/target/fov2.tif': picture({ ...size, seed: 99 }) }, size);
    expect(await found(disk)).toEqual([
      expect.objectContaining({ level: 'warning', kind: 'shift', file: 'target/fov2.tif' }),
    ]);
  });
});

describe('a run', () => {
  it('is refused with the first error before more is read', async () => {
    const disk = threeFields({ '/data/target/fov2.tif': damaged('fov2.tif') });
    await expect(inspect(disk, {}, true)).rejects.toThrow('"fov2.tif" ends too early.');
  });

  it('is refused where the folder is gone', async () => {
    await expect(inspect({}, {})).rejects.toThrow(FileNotReadableError);
  });

  it('is refused where inputs and targets cannot be told apart', async () => {
    await expect(inspect({ '/data/a.tif': picture(), '/data/b.tif': picture() })).rejects.toThrow(
      '"/data" holds no inputs and targets that can be told apart. It holds a.tif, b.tif.',
    );
  });
});

describe('a rule for fields', () => {
  const disk: MemoryDisk = {};
  for (const [name, seed] of [
    ['a-1', 1],
    ['a-2', 2],
    ['b-1', 3],
  ] as const) {
    disk[`/data/input/${name}.tif`] = picture({ seed, noise: 9000 });
    disk[`/data/target/${name}.tif`] = picture({ seed });
  }
  const source = (field: string) => ({ data: DataSource.parse({ kind: 'folder', folder: '/data', field }) });

  it('puts pairs together', async () => {
    const report = await inspect(disk, source('/(.)-'));
    expect(report.fields.map(({ name, frames }) => [name, frames])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('that finds nothing is an error', async () => {
    expect(await found(disk, source('/(x)'))).toContainEqual(
      expect.objectContaining({ level: 'error', kind: 'field', file: 'input/a-1.tif' }),
    );
  });

  it('that is no rule is refused', async () => {
    await expect(inspect(disk, source('('))).rejects.toThrow('no regular expression');
  });
});
