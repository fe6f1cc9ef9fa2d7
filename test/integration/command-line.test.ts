import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileReport } from '../../src-main/jobs/file-info';
import type { ImportedModel } from '../../src-main/jobs/models';
import type { SuperResolveResult } from '../../src-main/jobs/super-resolve';
import type { ComparisonReport } from '../../src-main/contract/files-api';
import { finescope, finescopeJson } from '../support/finescope';
import { buildTiff, greyTags } from '../support/tiff-builder';
import { denseEdState } from '../support/torch-state';
import { sharedFolder } from '../support/temporary-folder';
import { readPixels } from '../support/read-image';
import { imageJTiff, samplePixel } from '../support/sample-tiff';
import { zipWeights } from '../support/pth-writer';
import { imageInfo } from '../support/memory-source';
import { randomBundle } from '../support/random-bundle';
import { writeImage } from '../support/write-image';

const folder = sharedFolder();
const at = (...parts: string[]) => join(folder, ...parts);
const env = { FINESCOPE_MODELS: at('models') };
let model: string;

const superResolve = (input: string | string[], out: string, ...options: string[]) =>
  finescopeJson<SuperResolveResult>(
    ['super-resolve', ...[input].flat(), '--model', model, '--out', out, ...options],
    env,
  );
const info = async (path: string) => (await finescopeJson<FileReport>(['info', path])).series[0]!;
const compare = (a: string, b: string) => finescopeJson<ComparisonReport>(['compare', a, b]);

beforeAll(async () => {
  mkdirSync(at('models'));
  model = await randomBundle(at('models', 'small'));
  writeFileSync(at('stack.tif'), imageJTiff({ width: 90, height: 70, frames: 3 }));
  writeFileSync(at('odd.tif'), imageJTiff({ width: 37, height: 19, frames: 1 }));
  writeFileSync(at('line.tif'), imageJTiff({ width: 53, height: 1, frames: 1 }));
  writeFileSync(at('bad.tif'), 'II*\0 this is no TIFF');
});

describe('info', () => {
  it('tells shape, axes, type, calibration and statistics of the stored values', async () => {
    const values = Array.from({ length: 3 }, (_, t) =>
      Array.from({ length: 70 }, (_, y) => Array.from({ length: 90 }, (_, x) => samplePixel(t, x, y))),
    ).flat(2);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const { shape, axes, dtype, min, max, mean: told, nonFinite, calibration } = await info(at('stack.tif'));
    expect({ shape, axes, dtype, nonFinite }).toEqual({
      shape: [3, 70, 90],
      axes: 'TYX',
      dtype: 'uint16',
      nonFinite: 0,
    });
    expect([min, max]).toEqual([Math.min(...values), Math.max(...values)]);
    expect(told).toBeCloseTo(mean, 6);
    expect(calibration).toEqual({ pixelSizeUm: { x: 0.1, y: 0.1, z: null }, frameIntervalS: 0.5 });
  });

  it('prints one line on standard error for a bad file, and exit code 1', async () => {
    const { code, stdout, stderr } = await finescope(['info', at('bad.tif')]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^finescope: .*bad\.tif.*\n$/);
    expect(stderr).not.toMatch(/at .*:\d+:\d+/);
  });

  it('names a file that is not there', async () => {
    const { code, stderr } = await finescope(['info', at('nowhere.tif')]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/nowhere\.tif/);
  });
});

describe('compare', () => {
  it('says which image of a file that holds several was compared', async () => {
    // Two pages of different size are two series.
    const page = (side: number) => ({
      tags: greyTags(side, side, 8),
      blocks: [Uint8Array.from({ length: side * side }, (_, i) => i % 251)],
    });
    writeFileSync(at('two.tif'), buildTiff([page(16), page(24)]));
    const { stdout } = await finescope(['compare', at('two.tif'), at('two.tif')]);
    expect(stdout).toMatch(/two\.tif holds 2 images; the first was compared/);
  });
});

describe('super-resolve', () => {
  it('keeps type, axes, pixel size and frame interval, and is quiet in a pipe', async () => {
    const { code, stderr, stdout } = await finescope(
      ['super-resolve', at('stack.tif'), '--model', 'small', '--out', at('whole.tif')],
      env,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('same pixels, finer detail');
    const { shape, axes, dtype, calibration } = await info(at('whole.tif'));
    expect({ shape, axes, dtype }).toEqual({ shape: [3, 70, 90], axes: 'TYX', dtype: 'uint16' });
    expect(calibration.pixelSizeUm.x).toBeCloseTo(0.1, 8);
    expect(calibration.frameIntervalS).toBe(0.5);
  });

  it('says nothing on standard error about a stack of many small planes', async () => {
    writeFileSync(at('many.tif'), imageJTiff({ width: 16, height: 12, frames: 24 }));
    const { code, stderr } = await finescope(
      ['super-resolve', at('many.tif'), '--model', 'small', '--out', at('many-out.tif')],
      env,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('computes each channel by its own model, in one result', async () => {
    await writeImage(at('two.tif'), imageInfo({ axes: 'CYX', shape: [2, 60, 50], pixelType: 'uint16' }));
    const other = await randomBundle(at('other'), { blocks: [1, 2, 1], growthRate: 4, firstFeatures: 8 });
    await superResolve(at('two.tif'), at('two-small.tif'));
    const { code, stderr, stdout } = await finescope(
      ['super-resolve', at('two.tif'), '--channel-models', `2=small,1=${other}`, '--out', at('two-out.tif')],
      env,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('channel 2: small, channel 1: other');
    const [second, first] = await readPixels(at('two-out.tif'));
    const alone = await readPixels(at('two-small.tif'));
    expect(second).toEqual(alone[1]);
    expect(first).not.toEqual(alone[0]);
  });

  it.each([
    [[], /Give one model for all channels \(--model\), or one for each/],
    [['--model', 'small', '--channel-models', '1=small'], /Give one model for all channels/],
    [['--channel-models', '1=small,1=other'], /Channel 1 is given two models/],
    [['--channel-models', '1=small', '--channels', '1'], /leave out --channels/],
    [
      ['--channel-models', '3=small'],
      /There is one channel|one channel; 3 was asked for|There is no channel 3/,
    ],
  ])('refuses models %j with a sentence', async (words, sentence) => {
    const { code, stderr } = await finescope(
      ['super-resolve', at('stack.tif'), ...words, '--out', at('refused.tif')],
      env,
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(sentence);
  });

  it('gives the same in tiles as whole', async () => {
    await superResolve(at('stack.tif'), at('whole-float.tif'), '--type', 'float32');
    await superResolve(at('stack.tif'), at('tiled-float.tif'), '--type', 'float32', '--tile', '64');
    const { rmse } = await compare(at('tiled-float.tif'), at('whole-float.tif'));
    expect(rmse / 65_535).toBeLessThan(1e-5);
  });

  it('of a region is the region of the whole, from real neighbours', async () => {
    await superResolve(
      at('stack.tif'),
      at('region.tif'),
      '--type',
      'float32',
      '--region',
      '21,13,40,33',
      '--frames',
      '2',
    );
    await superResolve(at('stack.tif'), at('frame2.tif'), '--type', 'float32', '--frames', '2');
    expect((await info(at('region.tif'))).shape.slice(-2)).toEqual([33, 40]);
    const whole = (await readPixels(at('frame2.tif')))[0]!;
    const region = [...(await readPixels(at('region.tif')))[0]!];
    const largest = Math.max(
      ...region.map((value, i) => Math.abs(value - whole[(13 + Math.floor(i / 40)) * 90 + 21 + (i % 40)]!)),
    );
    expect(largest / 65_535).toBeLessThan(1e-4);
  });

  it.each(['odd', 'line'])('takes sides that are no multiple of the size step (%s)', async (name) => {
    await superResolve(at(`${name}.tif`), at(`${name}-out.tif`));
    expect((await info(at(`${name}-out.tif`))).shape).toEqual((await info(at(`${name}.tif`))).shape);
  });

  it('goes on past a bad file, reports it and ends with exit code 1', async () => {
    const words = [
      'super-resolve',
      at('stack.tif'),
      at('bad.tif'),
      at('odd.tif'),
      '--model',
      model,
      '--out',
      at('batch'),
    ];
    const { code, stderr } = await finescope(words);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/bad\.tif: /)]);
    expect(readdirSync(at('batch')).sort()).toEqual(['odd.tif', 'stack.tif']);
  });

  it('writes model, checksums, device and tiling into the result', async () => {
    await superResolve(at('odd.tif'), at('provenance.tif'));
    const text = readFileSync(at('provenance.tif')).toString('latin1').replaceAll('\0', '');
    for (const word of ['sha256', 'sizeStep', 'halo', 'runtime', 'odd.tif', 'normalisation'])
      expect(text).toContain(word);
  });

  it('refuses slices and tiles together', async () => {
    const words = ['super-resolve', at('odd.tif'), '--model', model, '--out', at('both.tif')];
    const { code, stderr } = await finescope([...words, '--slices', '16', '--tile', '64']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/--slices or --tile, not both/);
  });

  it('tells shape and axes of the file it wrote', async () => {
    const { results } = await superResolve(at('stack.tif'), at('told.tif'), '--frames', '2-3');
    const { shape, axes } = await info(at('told.tif'));
    expect(results[0]).toMatchObject({ shape, axes });
  });

  it('does not write over its own input', async () => {
    writeFileSync(at('own.tif'), imageJTiff({ width: 16, height: 16, frames: 1 }));
    const before = readFileSync(at('own.tif'));
    const { code, stderr } = await finescope([
      'super-resolve',
      at('own.tif'),
      '--model',
      model,
      '--out',
      at('own.tif'),
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/own\.tif/);
    expect(readFileSync(at('own.tif'))).toEqual(before);
  });

  it('does not write into the folder of planes it reads', async () => {
    mkdirSync(at('planes'));
    for (const plane of ['z1.tif', 'z2.tif'])
      writeFileSync(at('planes', plane), imageJTiff({ width: 16, height: 16, frames: 1 }));
    const words = ['super-resolve', at('planes'), '--model', model, '--out', at('planes', 'z1.tif')];
    const { code, stderr } = await finescope(words);
    expect(code).toBe(1);
    expect(stderr).toMatch(/z1\.tif lies in the folder of planes being read/);
    expect(readdirSync(at('planes')).sort()).toEqual(['z1.tif', 'z2.tif']);
  });

  it('says which models there are when the named one is not', async () => {
    const { code, stderr } = await finescope(
      ['super-resolve', at('odd.tif'), '--model', 'nix', '--out', at('x.tif')],
      env,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/nix.*small/);
  });

  it('matches 12-bit data to the training range when asked, and advises it when not', async () => {
    const twelve = imageJTiff({ width: 64, height: 64, frames: 1 });
    for (let i = twelve.length - 64 * 64 * 2; i < twelve.length; i += 2)
      twelve.writeUInt16BE(twelve.readUInt16BE(i) >> 4, i);
    writeFileSync(at('twelve.tif'), twelve);
    const words = ['super-resolve', at('twelve.tif'), '--model', model, '--out'];
    const advised = await finescope([...words, at('as-is.tif')]);
    expect(advised.stderr).toMatch(/12 bits.*matched/);
    const matched = await finescope([...words, at('matched.tif'), '--range', 'matched']);
    expect(matched.stderr).toBe('');
    expect((await compare(at('matched.tif'), at('as-is.tif'))).rmse).toBeGreaterThan(1);
  });
});

describe('models import', () => {
  const words = (file: string, name: string) => ['models', 'import', file, '--name', name];

  it('leaves an installed model as it is when another of its name is imported', async () => {
    const [first, second] = [1, 2].map((layers) => {
      const file = at(`weights-${layers}.pth`);
      writeFileSync(file, zipWeights(denseEdState([layers, 1, 1], 4, 8)));
      return file;
    }) as [string, string];
    expect((await finescope(words(first, 'mine'), env)).code).toBe(0);
    const before = readFileSync(at('models', 'mine', 'model.json'), 'utf8');
    const { code, stderr } = await finescope(words(second, 'mine'), env);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/already installed as "mine"/);
    expect(readFileSync(at('models', 'mine', 'model.json'), 'utf8')).toBe(before);
    expect((await finescope(words(first, 'mine'), env)).code).toBe(0);
    expect(readdirSync(at('models')).sort()).toEqual(['mine', 'small']);
  });
});

describe('what a person says of a model', () => {
  it('stays with it: what it is for, and the pixel size it was trained at', async () => {
    const own = { FINESCOPE_MODELS: at('own-models') };
    const file = at('described.pth');
    writeFileSync(file, zipWeights(denseEdState([1, 1, 1], 4, 8)));
    const words = ['models', 'import', file, '--description', 'Mitochondria in BPAE.', '--pixel-size', '0.2'];
    const { record } = await finescopeJson<ImportedModel>(words, own);
    expect(record).toMatchObject({ description: 'Mitochondria in BPAE.', pixelSizeUm: 0.2 });
    expect((await finescope(['models', 'list'], own)).stdout).toContain('trained at 0.2 µm/px');
    const { code, stderr } = await finescope([...words.slice(0, 5), '--pixel-size', '-1'], own);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--pixel-size') });
  });
});

describe('without TensorFlow', () => {
  it('WebAssembly computes the same, and it is said aloud', async () => {
    await superResolve(at('odd.tif'), at('tensorflow.tif'), '--type', 'float32');
    const { code, stderr } = await finescope(
      ['super-resolve', at('odd.tif'), '--model', model, '--out', at('wasm.tif'), '--type', 'float32'],
      { FINESCOPE_TENSORFLOW: '' },
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/TensorFlow.*WebAssembly/);
    expect((await compare(at('wasm.tif'), at('tensorflow.tif'))).rmse / 65_535).toBeLessThan(1e-5);
  });
});

describe('the command line', () => {
  it('tells what it knows', async () => {
    const { code, stdout } = await finescope(['--help']);
    expect(code).toBe(0);
    for (const word of ['super-resolve', 'models import', 'models list', 'compare', 'info', 'doctor'])
      expect(stdout).toContain(word);
  });

  it('ends with exit code 2 when it is not understood', async () => {
    expect((await finescope(['super-resolve'])).code).toBe(2);
    expect((await finescope(['nonsense'])).code).toBe(2);
  });

  it('checks the computer with doctor', async () => {
    const { code, stdout } = await finescope(['doctor'], env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Runtime +TensorFlow 2\.21/);
    expect(stdout).toMatch(/Self-test +passed/);
    expect(stdout).toMatch(/Models .*small/);
  });
});
