import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annaPalm } from '../../../src-main/models/anna-palm';
import { autoencoder } from '../../../src-main/models/autoencoder';
import { deepStorm } from '../../../src-main/models/deep-storm';
import { denseEd } from '../../../src-main/models/denseed';
import { dnCnn } from '../../../src-main/models/dncnn';
import { ganGenerator } from '../../../src-main/models/gan-generator';
import {
  inputSpan,
  layerSides,
  networkGeometry,
  outputScale,
  period,
  reach,
  sizeStep,
} from '../../../src-main/models/geometry';
import { INPUT, LayerList } from '../../../src-main/models/layer-list';
import type { Network } from '../../../src-main/models/layers';
import { residualCnn } from '../../../src-main/models/residual-cnn';
import { residualUNet } from '../../../src-main/models/residual-unet';
import { resNet } from '../../../src-main/models/resnet';
import { unet } from '../../../src-main/models/unet';
import { randomNumbers, randomWeights, runPlainNetwork, type PlainImage } from '../../support/plain-network';

describe('sizes', () => {
  it('takes DenseED (3,6,3) from 128 over 63, 32 and 64 to 128', () => {
    const sides = layerSides(denseEd({ blocks: [3, 6, 3] }), 128)!;
    const at = ['first.conv', 'encoding.down.conv', 'decoding.up.conv', 'last.up.conv'].map((id) =>
      sides.get(id),
    );
    expect(at).toEqual([63, 32, 64, 128]);
  });
  it('takes DenseED from 256 over 127, 64 and 128 to 256', () => {
    const sides = layerSides(denseEd({ blocks: [1, 1, 1] }), 256)!;
    const at = ['first.conv', 'encoding.down.conv', 'decoding.up.conv', 'last.up.conv'].map((id) =>
      sides.get(id),
    );
    expect(at).toEqual([127, 64, 128, 256]);
  });
  it('gives what DenseED answers for sides that are not multiples of 4', () => {
    const network = denseEd({ blocks: [1, 1, 1] });
    const output = network.layers.at(-1)!.id;
    expect([12, 19, 37].map((side) => layerSides(network, side)!.get(output))).toEqual([12, 20, 36]);
  });
  it('knows a size at which the skips of a U-Net do not meet', () => {
    expect(layerSides(unet(), 64)).not.toBeNull();
    expect(layerSides(unet(), 48)).toBeNull();
  });
  it('knows a network that enlarges eight times', () => {
    const layers = new LayerList('x8', 1);
    layers.conv('a', layers.upsample('up', INPUT, 8), 2, { kernel: 3, padding: 1 });
    expect(networkGeometry(layers.network())).toMatchObject({
      sizeStep: 1,
      outputScale: 8,
      halo: 1,
      receptiveField: 2,
    });
  });
  it('knows a network that enlarges four times after pooling', () => {
    const layers = new LayerList('x4', 1);
    layers.upsample('up', layers.maxPool('pool', INPUT, 2), 8);
    expect(networkGeometry(layers.network())).toMatchObject({
      sizeStep: 2,
      outputScale: 4,
      halo: 1,
      receptiveField: 2,
    });
  });
  it('knows a fully connected layer as one pixel', () => {
    const layers = new LayerList('judge', 1);
    layers.dense('a', INPUT, 3, 64);
    expect(layerSides(layers.network(), 8)!.get('a')).toBe(1);
  });
  it('refuses a sum of layers of different sizes', () => {
    const layers = new LayerList('sum', 1);
    layers.add('a', [INPUT, layers.conv('b', INPUT, 1, { kernel: 3 })]);
    expect(layerSides(layers.network(), 8)).toBeNull();
  });
  it.each([
    [{ scale: 8 }, 1],
    [{ scale: 4 }, 2],
    [{ scale: 2 }, 4],
    [{ scale: 1 }, 8],
  ])('lets Deep-STORM of %o take multiples of %i', (options, step) => {
    expect(networkGeometry(deepStorm(options))).toMatchObject({ sizeStep: step, outputScale: options.scale });
  });
  it('refuses a network that cuts the border off', () => {
    const layers = new LayerList('valid', 1);
    layers.conv('a', INPUT, 1, { kernel: 3 });
    expect(() => sizeStep(layers.network())).toThrow('valid has no input size');
  });
});

describe('receptive field', () => {
  it('of DnCNN is two pixels a layer and one', () => {
    expect(reach(dnCnn())).toEqual({ halo: 17, receptiveField: 35 });
  });
  it('of a one-layer DenseED is as worked out by hand', () => {
    // output 0 -> half grid [0,0] -> block 3 [-1,1] -> quarter grid [-1,1] -> [-2,2] -> first grid [-5,5] -> [-6,6]
    // -> input [-14,16]; output 3 -> half grid [1,2] -> [0,3] -> quarter [0,2] -> [-1,3] -> [-3,7] -> [-4,8] -> [-10,20]
    const network = denseEd({ blocks: [1, 1, 1] });
    expect([0, 3].map((output) => inputSpan(network, output))).toEqual([
      { first: -14, last: 16 },
      { first: -10, last: 20 },
    ]);
    expect(reach(network)).toEqual({ halo: 17, receptiveField: 31 });
  });
});

/** An image of values in [1, 2). */
function brightImage(height: number, width: number, seed: number): PlainImage {
  const random = randomNumbers(seed);
  return {
    height,
    width,
    features: 1,
    data: Float64Array.from({ length: height * width }, () => 1 + random()),
  };
}

/**
 * The input columns that change output column `output` of a one-row-tall run when brightened, by trying them all.
 * The image is `side` wide and one size step tall; `side` is ample, so that no border is met.
 */
function measuredSpan(
  network: Network,
  output: number,
  side: number,
): { first: number; last: number } | null {
  const height = sizeStep(network);
  const weights = randomWeights(network, 1, { positive: true });
  const answer = (x: PlainImage) => {
    const { data, height: rows, width, features } = runPlainNetwork(network, weights, x);
    const column = Array.from({ length: rows }, (_, row) => (row * width + output) * features);
    return column.map((at) => data.slice(at, at + features).join()).join('/');
  };
  const plain = brightImage(height, side, 2);
  const before = answer(plain);
  let first = -1;
  let last = -1;
  for (let column = 0; column < side; column++) {
    const data = plain.data.slice();
    // Brighter than anything else, so that a maximum passes it on.
    for (let row = 0; row < height; row++) data[row * side + column] = 50;
    if (answer({ ...plain, data }) === before) continue;
    if (first < 0) first = column;
    last = column;
  }
  return first < 0 ? null : { first, last };
}

const SMALL: [string, Network][] = [
  ['DenseED (1,1,1)', denseEd({ blocks: [1, 1, 1], growthRate: 1, firstFeatures: 2 })],
  ['DenseED (2,1,2)', denseEd({ blocks: [2, 1, 2], growthRate: 1, firstFeatures: 2 })],
  ['DenseED (1,3,1)', denseEd({ blocks: [1, 3, 1], growthRate: 1, firstFeatures: 2 })],
  ['DnCNN of 4 layers', dnCnn({ layers: 4, features: 2 })],
  ['direct DnCNN of 3 layers', dnCnn({ layers: 3, features: 1, residual: false })],
  ['a narrow GAN generator', ganGenerator([1, 1, 2, 1, 1])],
  ['a U-Net of one level', unet({ levels: 1, encoderFeatures: 1, decoderFeatures: 1, lastFeatures: [1, 1] })],
  [
    'a U-Net of two levels without batch norm',
    unet({ levels: 2, encoderFeatures: 1, decoderFeatures: 1, lastFeatures: [1, 1], batchNorm: false }),
  ],
  [
    'an autoencoder of two levels',
    autoencoder({
      levels: 2,
      encoderFeatures: 1,
      decoderFeatures: 1,
      lastFeatures: [1, 1],
      batchNorm: false,
    }),
  ],
  ['a residual CNN of 3 layers', residualCnn({ layers: 3, features: 1 })],
  ['a residual CNN that doubles the side', residualCnn({ layers: 3, features: 1, scale: 2 })],
  ['a residual CNN of four times the side', residualCnn({ layers: 3, features: 1, scale: 4 })],
  ['a narrow Deep-STORM', deepStorm({ features: [1, 1, 1, 1] })],
  ['a narrow Deep-STORM of twice the side', deepStorm({ features: [1, 1, 1, 1], scale: 2 })],
  ['a residual U-Net of two levels', residualUNet({ levels: 2, features: 1 })],
  ['a ResNet of one block, four times the side', resNet({ blocks: 1, features: 1 })],
  ['a ResNet of two blocks', resNet({ blocks: 2, features: 1, scale: 1 })],
  ['a pix2pix U-Net of three levels', annaPalm({ levels: 3, features: 1 })],
];

describe.each(SMALL)('%s', (_name, network) => {
  it('depends on exactly the computed pixels, at every phase of an output pixel', () => {
    const repeat = period(network);
    const { halo, scale } = { ...reach(network), scale: outputScale(network) };
    const side = 2 * Math.ceil((halo + repeat) / repeat) * repeat + repeat;
    const middle = Math.floor(side / 2 / repeat) * repeat * scale;
    for (let output = middle; output < middle + repeat * scale; output++) {
      expect(measuredSpan(network, output, side), `output ${output}`).toEqual(inputSpan(network, output));
    }
  });

  it('computes the same inside a tile with its halo as in the whole image', () => {
    const step = sizeStep(network);
    const margin = Math.ceil(reach(network).halo / step) * step;
    const weights = randomWeights(network, 5);
    const whole = brightImage(step, 2 * margin + 5 * step, 6);
    const expected = runPlainNetwork(network, weights, whole);
    const tile = cutColumns(whole, step, 2 * margin + 2 * step);
    const actual = runPlainNetwork(network, weights, tile);
    const scale = outputScale(network);
    expect([...cutColumns(actual, margin * scale, step * scale).data]).toEqual([
      ...cutColumns(expected, (step + margin) * scale, step * scale).data,
    ]);
  });
});

function cutColumns(x: PlainImage, from: number, width: number): PlainImage {
  const data = new Float64Array(x.height * width);
  for (let row = 0; row < x.height; row++) {
    data.set(x.data.subarray(row * x.width + from, row * x.width + from + width), row * width);
  }
  return { ...x, width, data };
}

describe('any network of a few layers', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('conv' as const),
      kernel: fc.integer({ min: 1, max: 5 }),
      stride: fc.integer({ min: 1, max: 3 }),
    }),
    fc.record({
      kind: fc.constant('transposed' as const),
      kernel: fc.integer({ min: 2, max: 5 }),
      stride: fc.integer({ min: 1, max: 2 }),
    }),
    fc.record({
      kind: fc.constant('pool' as const),
      kernel: fc.integer({ min: 2, max: 3 }),
      stride: fc.constant(1),
    }),
    fc.record({
      kind: fc.constantFrom('mean' as const, 'upsample' as const, 'bilinear' as const),
      kernel: fc.integer({ min: 2, max: 3 }),
      stride: fc.constant(1),
    }),
    // Not bicubic: where it weighs negatively, a brighter pixel does not pass a maximum. See the residual CNNs above.
    fc.record({
      kind: fc.constant('shuffle' as const),
      kernel: fc.constant(2),
      stride: fc.constant(1),
    }),
  );

  it('depends on exactly the computed pixels', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 3 }), fc.nat(5), (steps, offset) => {
        const layers = new LayerList('random', 1);
        let x = INPUT;
        steps.forEach(({ kind, kernel, stride }, i) => {
          const padding = Math.floor(kernel / 2);
          // A convolution that strides over pixels leaves some unread; its kernel is made as wide as its stride.
          if (kind === 'conv')
            x = layers.conv(`${i}`, x, 1, { kernel: Math.max(kernel, stride), stride, padding });
          else if (kind === 'transposed')
            x = layers.transposedConv(`${i}`, x, 1, { kernel, stride, padding: 1 });
          else if (kind === 'pool') x = layers.maxPool(`${i}`, x, kernel);
          else if (kind === 'mean') x = layers.averagePool(`${i}`, x, kernel);
          else if (kind === 'shuffle')
            x = layers.pixelShuffle(`${i}`, layers.conv(`${i}.conv`, x, kernel ** 2, { kernel: 1 }), kernel);
          else x = layers.upsample(`${i}`, x, kernel, kind === 'upsample' ? 'nearest' : kind);
        });
        const network = layers.network();
        const side = 110;
        const width = layerSides(network, side)!.get(x)!;
        fc.pre(width <= 4 * side);
        const output = Math.min(width - 1, Math.floor(width / 2) + offset);
        const span = inputSpan(network, output);
        fc.pre(span === null || (span.first >= 0 && span.last < side));
        expect(measuredSpanOfRow(network, output, side)).toEqual(span);
      }),
      { numRuns: 40 },
    );
  });
});

/**
 * As {@link measuredSpan}, for networks that need no size step: many columns at once, by halving the image. A change
 * confined to the left of the span, or to its right, must not reach the output.
 */
function measuredSpanOfRow(
  network: Network,
  output: number,
  side: number,
): { first: number; last: number } | null {
  const weights = randomWeights(network, 3, { positive: true });
  const height = 28;
  const plain = brightImage(height, side, 4);
  const middleRow = (x: PlainImage) => {
    const result = runPlainNetwork(network, weights, x);
    return result.data[Math.floor(result.height / 2) * result.width + output]!;
  };
  const before = middleRow(plain);
  const changed = (from: number, to: number): boolean => {
    const data = plain.data.slice();
    for (let row = 0; row < height; row++) data.fill(50, row * side + from, row * side + to);
    return middleRow({ ...plain, data }) !== before;
  };
  if (!changed(0, side)) return null;
  // The smallest prefix, and the smallest suffix, whose brightening is seen.
  let [low, high] = [1, side];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (changed(0, middle)) high = middle;
    else low = middle + 1;
  }
  const first = low - 1;
  [low, high] = [0, side - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (changed(middle, side)) low = middle;
    else high = middle - 1;
  }
  return { first, last: low };
}
