import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { compileNetwork, type CompiledNetwork } from '../../../src-main/engine/compile';
import { largestDifference } from '../../../src-main/engine/image-batch';
import { openSession, type Program } from '../../../src-main/engine/session';
import { startWasm } from '../../../src-main/engine/wasm';
import { networkOf } from '../../../src-main/models/catalog';
import { discriminatorOf } from '../../../src-main/models/discriminators';
import { INPUT, LayerList } from '../../../src-main/models/layer-list';
import { layerTensors, type Network, type Weights } from '../../../src-main/models/layers';
import { randomNumbers, randomWeights, runPlainNetwork } from '../../support/plain-network';
import { randomNetworks } from '../../support/random-network';
import { testAddon } from '../../support/tensorflow';

const addon = testAddon();

afterEach(() => {
  expect(addon.getNumOfTensors()).toBe(0);
  expect(addon.getNumOfSavedModels()).toBe(0);
});

function run(open: (compiled: CompiledNetwork) => Program, compiled: CompiledNetwork, values: Float32Array) {
  const program = open(compiled);
  try {
    return program.run(values);
  } finally {
    program.dispose();
  }
}
const inSession = (compiled: CompiledNetwork) => openSession(addon, compiled);

function randomImage(length: number, seed: number): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from({ length }, () => random() - 0.5);
}

/** Each image of a batch by the plain executor, in float64. */
function plainly(network: Network, weights: Weights, values: Float32Array, [batch, height, width]: number[]) {
  const features = network.inputFeatures;
  const length = values.length / batch!;
  return Array.from({ length: batch! }, (_, i) => {
    const data = Float64Array.from(values.subarray(i * length, (i + 1) * length));
    return [...runPlainNetwork(network, weights, { height: height!, width: width!, features, data }).data];
  }).flat();
}

/** Float32 over a dozen layers of values of order one. */
const relative = (expected: number[]) => 2e-5 * Math.max(1, ...expected.map(Math.abs));

/** Makes some batch-norm scales what a folding has to watch out for. */
function spoil(network: Network, weights: Weights, awkward: number[]): Weights {
  const spoilt = new Map(weights);
  for (const layer of network.layers.filter(({ kind }) => kind === 'batchNorm')) {
    const { name } = layerTensors(layer)[0]!;
    const values = Float32Array.from(weights.get(name)!);
    awkward.forEach((value, i) => (values[i % values.length] = value));
    spoilt.set(name, values);
  }
  return spoilt;
}

/** Images count as large at the usual size, and always: the two ways of compiling. */
const strategies = fc.constantFrom({}, { largeImage: 0 });

test('a compiled network gives what its layers say, whatever the layers, weights and size', () => {
  fc.assert(
    fc.property(randomNetworks(), strategies, ({ network, height, width, batch, seed }, options) => {
      const weights = randomWeights(network, seed);
      const values = randomImage(batch * height * width * network.inputFeatures, seed);
      const expected = plainly(network, weights, values, [batch, height, width]);
      const answer = run(
        inSession,
        compileNetwork(network, weights, { batch, height, width }, options),
        values,
      );
      expect(answer.length).toBe(expected.length);
      expect(largestDifference(answer, expected)).toBeLessThan(relative(expected));
    }),
    { numRuns: 300 },
  );
});

test('a batch norm with zero, negative, tiny and vanishing scales is computed, not divided by', () => {
  fc.assert(
    fc.property(
      randomNetworks(),
      fc.array(fc.constantFrom(0, -0.7, 3e-25, 1e-38, -1e-12, 1), { minLength: 1, maxLength: 3 }),
      strategies,
      ({ network, height, width, batch, seed }, awkward, options) => {
        const weights = spoil(network, randomWeights(network, seed), awkward);
        const values = randomImage(batch * height * width * network.inputFeatures, seed);
        const expected = plainly(network, weights, values, [batch, height, width]);
        const answer = run(
          inSession,
          compileNetwork(network, weights, { batch, height, width }, options),
          values,
        );
        expect(largestDifference(answer, expected)).toBeLessThan(relative(expected));
      },
    ),
    { numRuns: 200 },
  );
});

test('a LeakyReLU of a sum keeps its slope, where TensorFlow fuses both with a convolution and loses it', () => {
  const layers = new LayerList('sum', 1);
  const options = { kernel: 3, padding: 1, bias: true };
  const x = layers.conv('first', layers.upsample('enlarged', INPUT, 2), 8, options);
  const joined = layers.concat('joined', [layers.relu('relu', x), x]);
  layers.leakyRelu('leaky', layers.conv('last', joined, 8, options), 0.4);
  const network = layers.network();
  const weights = randomWeights(network, 1);
  const values = randomImage(64, 2);
  const expected = plainly(network, weights, values, [1, 8, 8]);
  const size = { batch: 1, height: 8, width: 8 };
  const answer = run(inSession, compileNetwork(network, weights, size, { largeImage: 0 }), values);
  expect(largestDifference(answer, expected)).toBeLessThan(relative(expected));
});

test("WebAssembly gives TensorFlow's numbers on a network of every kind and loses no tensor", async () => {
  const wasm = await startWasm();
  const before = wasm.tensors();
  for (const architecture of [
    { kind: 'denseed' as const, blocks: [2, 3, 2], growthRate: 8, firstFeatures: 16 },
    { kind: 'unet' as const, batchNorm: true },
    { kind: 'dncnn' as const, layers: 5, features: 12, residual: true },
    { kind: 'gan-generator' as const },
    { kind: 'residual-cnn' as const, layers: 3, features: 6, scale: 3 },
    { kind: 'deep-storm' as const, scale: 2 as const },
    { kind: 'residual-unet' as const, levels: 2, features: 4 },
    { kind: 'resnet' as const, blocks: 2, features: 8, scale: 4 as const },
    { kind: 'anna-palm' as const, levels: 3, features: 4 },
  ]) {
    const network = networkOf(architecture);
    const weights = randomWeights(network, 7);
    const values = randomImage(32 * 64, 8);
    for (const options of [{}, { largeImage: 0 }]) {
      const compiled = compileNetwork(network, weights, { batch: 1, height: 32, width: 64 }, options);
      const expected = run(inSession, compiled, values);
      const largest = Math.max(1, ...expected.map(Math.abs));
      expect(largestDifference(run(wasm.open, compiled, values), expected)).toBeLessThan(2e-5 * largest);
    }
  }
  const judge = discriminatorOf('group', { side: 40, inputFeatures: 1 });
  const weights = randomWeights(judge, 9);
  const values = randomImage(2 * 40 * 40, 10);
  const compiled = compileNetwork(judge, weights, { batch: 2, height: 40, width: 40 });
  const expected = run(inSession, compiled, values);
  expect(largestDifference(run(wasm.open, compiled, values), expected)).toBeLessThan(2e-5);
  expect(wasm.tensors()).toBe(before);
});
