import { afterEach, describe, expect, test } from 'vitest';
import { ModelDamagedError, RuntimeFailedError, OutOfMemoryError } from '../../../src-main/contract/errors';
import type { PixelBlock } from '../../../src-main/contract/image';
import { Engine } from '../../../src-main/engine/engine';
import { largestDifference } from '../../../src-main/engine/image-batch';
import { ProgramCache } from '../../../src-main/engine/program-cache';
import { tensorFlowRuntime } from '../../../src-main/engine/runtime';
import { networkOf } from '../../../src-main/models/catalog';
import type { Network } from '../../../src-main/models/layers';
import { LayerList } from '../../../src-main/models/layer-list';
import { randomNumbers, randomWeights, runPlainNetwork } from '../../support/plain-network';
import { testAddon } from '../../support/tensorflow';

const addon = testAddon();
const runtime = tensorFlowRuntime(addon, null);
const small = networkOf({ kind: 'denseed', blocks: [1, 1, 1], growthRate: 4, firstFeatures: 8 });

/** A network that gives back its input, 1 x 1 convolution with weight 1. */
function identity(): { network: Network; weights: Map<string, Float32Array> } {
  const layers = new LayerList('identity', 1);
  layers.conv('copy', 'input', 1, { kernel: 1 });
  return { network: layers.network(), weights: new Map([['copy.kernel', Float32Array.of(1)]]) };
}

function uint16Tile(width: number, height: number, seed: number): PixelBlock {
  const random = randomNumbers(seed);
  const data = Uint16Array.from({ length: width * height }, () => random() * 65536);
  return { width, height, samples: 1, pixelType: 'uint16', data };
}

afterEach(() => expect(addon.getNumOfTensors()).toBe(0));

describe('an engine on TensorFlow', () => {
  test('names its device, threads and kernels', () => {
    expect(runtime.device).toMatchObject({ kind: 'cpu', oneDnn: true, fallback: null });
    expect(runtime.device.runtime).toBe('TensorFlow 2.21.0');
    expect(runtime.device.device.length).toBeGreaterThan(2);
    expect(runtime.device.threads).toBeGreaterThanOrEqual(1);
  });

  test('repeats the numbers PyTorch stored in the self-test', () => {
    const result = new Engine(runtime).selfTest();
    expect(result).toMatchObject({ passed: true });
    expect(result.largestDifference).toBeGreaterThan(0);
  });

  test('measures a speed', () => {
    expect(new Engine(runtime).measureSpeed(64).pixelsPerSecond).toBeGreaterThan(1000);
    expect(addon.getNumOfSavedModels()).toBe(0);
  });

  test('gives back every 16-bit value that a network passes on unchanged', () => {
    const engine = new Engine(runtime);
    const { model } = engine.load({ name: 'identity', ...identity(), test: null });
    const data = Uint16Array.from({ length: 65536 }, (_, i) => i);
    const tile: PixelBlock = { width: 256, height: 256, samples: 1, pixelType: 'uint16', data };
    const input = { scale: 1 / 65535, offset: -0.5 };
    const keep = { x: 0, y: 0, width: 256, height: 256 };
    const [block] = engine.predict({
      model,
      tiles: [tile],
      inputs: [input],
      keep,
      output: 'stored',
      outputType: 'uint16',
    });
    expect(block!.data).toEqual(data);
    engine.unload(model);
  });

  test('keeps the asked rectangle of each tile of a batch, and never clips float', () => {
    const engine = new Engine(runtime);
    const { model } = engine.load({ name: 'identity', ...identity(), test: null });
    const tile = (first: number): PixelBlock => ({
      width: 3,
      height: 2,
      samples: 1,
      pixelType: 'float32',
      data: Float32Array.from({ length: 6 }, (_, i) => first + i),
    });
    const request = {
      model,
      tiles: [tile(-100), tile(100_000)],
      inputs: [
        { scale: 2, offset: 1 },
        { scale: 2, offset: 1 },
      ],
      keep: { x: 1, y: 0, width: 2, height: 2 },
      output: 'stored' as const,
    };
    const floats = engine.predict({ ...request, outputType: 'float32' });
    expect(floats.map(({ data }) => [...data])).toEqual([
      [-99, -98, -96, -95],
      [100_001, 100_002, 100_004, 100_005],
    ]);
    const bytes = engine.predict({ ...request, outputType: 'uint8' });
    expect(bytes.map(({ data }) => [...data])).toEqual([
      [0, 0, 0, 0],
      [255, 255, 255, 255],
    ]);
    engine.unload(model);
  });

  test('adds up what the network gives for tiles that enter by maps of their own, without the negative values', () => {
    const engine = new Engine(runtime);
    const { model } = engine.load({ name: 'identity', ...identity(), test: null });
    const tile = (...values: number[]): PixelBlock => ({
      width: 3,
      height: 1,
      samples: 1,
      pixelType: 'uint8',
      data: Uint8Array.from(values),
    });
    const request = {
      model,
      tiles: [tile(1, 2, 3), tile(10, 20, 30)],
      inputs: [
        { scale: 1, offset: -2 },
        { scale: 0.1, offset: 0 },
      ],
      keep: { x: 0, y: 0, width: 3, height: 1 },
      outputType: 'float32' as const,
    };
    const each = engine.predict({ ...request, output: 'network' });
    expect(each.map(({ data }) => [...data])).toEqual([
      [-1, 0, 1],
      [1, 2, 3],
    ]);
    const sum = engine.predict({ ...request, output: 'sum' });
    expect(sum.map(({ data }) => [...data])).toEqual([[1, 2, 4]]);
    engine.unload(model);
  });

  test('predicts what the layers say, from stored values to stored values', () => {
    const engine = new Engine(runtime);
    const weights = randomWeights(small, 3);
    const { model, geometry } = engine.load({ name: 'small', network: small, weights, test: null });
    expect(geometry.sizeStep).toBe(4);
    const tile = uint16Tile(20, 12, 4);
    const input = { scale: 1 / 65535, offset: -0.5 };
    const keep = { x: 0, y: 0, width: 20, height: 12 };
    const [block] = engine.predict({
      model,
      tiles: [tile],
      inputs: [input],
      keep,
      output: 'stored',
      outputType: 'float64',
    });
    const plain = runPlainNetwork(small, weights, {
      width: 20,
      height: 12,
      features: 1,
      data: Float64Array.from(tile.data, (value) => value / 65535 - 0.5),
    });
    const expected = plain.data.map((value) => (value + 0.5) * 65535);
    expect(largestDifference(block!.data, expected)).toBeLessThan(1);
    engine.unload(model);
  });

  test('refuses a side that is no multiple of the size step, naming the step', () => {
    const engine = new Engine(runtime);
    const { model } = engine.load({
      name: 'small',
      network: small,
      weights: randomWeights(small, 3),
      test: null,
    });
    const tiles = [uint16Tile(20, 13, 4)];
    const keep = { x: 0, y: 0, width: 20, height: 13 };
    const request = { model, tiles, inputs: [{ scale: 1, offset: 0 }], keep, output: 'stored' as const };
    expect(() => engine.predict({ ...request, outputType: 'uint16' })).toThrow(/multiples of 4.*20 x 13/);
    engine.unload(model);
  });

  test('refuses a model whose weights no longer give the stored output', () => {
    const engine = new Engine(runtime);
    const weights = randomWeights(small, 3);
    const input = { shape: [1, 8, 8, 1], values: new Float32Array(64).fill(0.25) };
    const output = engine.evaluate({ network: small, weights }, input);
    const test = { input, output, tolerance: 1e-4 };
    const { model } = engine.load({ name: 'sound', network: small, weights, test });
    engine.unload(model);

    const changed = new Map(weights).set(
      'first.conv.kernel',
      weights.get('first.conv.kernel')!.map((w) => w + 0.01),
    );
    const damaged = { name: 'changed', network: small, weights: changed, test };
    expect(() => engine.load(damaged)).toThrow(ModelDamagedError);
    expect(() => engine.load(damaged)).toThrow(/"changed" does not repeat its own test/);
    const resized = { ...test, output: { shape: [1, 4, 4, 1], values: new Float32Array(16) } };
    expect(() => engine.load({ name: 'resized', network: small, weights, test: resized })).toThrow(
      ModelDamagedError,
    );
    expect(addon.getNumOfSavedModels()).toBe(0);
  });
});

describe('compiled programs', () => {
  const model = () => ({ network: small, weights: randomWeights(small, 9) });
  const run = (programs: ProgramCache, of: ReturnType<typeof model>, side: number) =>
    programs.run(of, new Float32Array(side * side), { batch: 1, height: side, width: side });

  test('are kept for six sizes, the least recently used freed first', () => {
    const programs = new ProgramCache(runtime);
    const one = model();
    for (const side of [8, 12, 16, 20, 24, 28, 8, 32]) run(programs, one, side);
    expect(programs.size).toBe(6);
    expect(addon.getNumOfSavedModels()).toBe(6);
    run(programs, one, 12);
    expect(addon.getNumOfSavedModels()).toBe(6);
    programs.forget(one);
    expect(addon.getNumOfSavedModels()).toBe(0);
  });

  test("of one model are freed without touching another's", () => {
    const programs = new ProgramCache(runtime);
    const [one, other] = [model(), model()];
    run(programs, one, 8);
    run(programs, other, 8);
    programs.forget(one);
    expect(programs.size).toBe(1);
    programs.forget(other);
  });

  test('that fail leave the runtime spent: nothing runs on it until it is started afresh', () => {
    const programs = new ProgramCache({
      ...runtime,
      open: () => ({
        run: () => addon.runSavedModel(999_999, [], 'input:0', 'output:0') as never,
        dispose: () => undefined,
      }),
    });
    const one = model();
    expect(() => run(programs, one, 8)).toThrow(RuntimeFailedError);
    expect(() => run(programs, one, 12)).toThrow(/failed before .* started afresh/);
  });

  test('that ask for more memory than there can be fail as out of memory', () => {
    const programs = new ProgramCache(runtime);
    const layers = new LayerList('huge', 1);
    layers.upsample('a', layers.upsample('b', layers.conv('c', 'input', 512, { kernel: 1 }), 256), 256);
    const weights = new Map([['c.kernel', new Float32Array(512).fill(1)]]);
    expect(() => run(programs, { network: layers.network(), weights }, 64)).toThrow(OutOfMemoryError);
  });
});
