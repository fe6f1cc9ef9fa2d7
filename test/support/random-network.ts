import fc from 'fast-check';
import { INPUT, LayerList } from '../../src-main/models/layer-list';
import type { Network } from '../../src-main/models/layers';
import { layerSides } from '../../src-main/models/geometry';

/** One step of a random network: what is appended, with a few free numbers. */
const step = fc.record({
  kind: fc.constantFrom(
    'conv',
    'conv',
    'conv',
    'transposedConv',
    'norm',
    'norm',
    'norm',
    'relu',
    'relu',
    'leakyRelu',
    'tanh',
    'sigmoid',
    'dropout',
    'maxPool',
    'averagePool',
    'upsample',
    'upsample',
    'pixelShuffle',
    'concat',
    'concat',
    'subtract',
    'add',
    'padFeatures',
    'dense',
  ),
  features: fc.integer({ min: 1, max: 5 }),
  kernel: fc.integer({ min: 1, max: 4 }),
  stride: fc.integer({ min: 1, max: 2 }),
  padding: fc.integer({ min: 0, max: 2 }),
  bias: fc.boolean(),
  method: fc.constantFrom('nearest' as const, 'bilinear' as const, 'bicubic' as const),
  /** Which layer is read, counted from the latest; mostly the latest. */
  back: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(4) }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A network of any layers in any order, and an input size that it takes. */
export interface RandomNetwork {
  network: Network;
  height: number;
  width: number;
  batch: number;
  seed: number;
}

/** Random networks of up to a dozen layers, with skips, and images of awkward sizes. */
export function randomNetworks(): fc.Arbitrary<RandomNetwork> {
  return fc
    .record({
      steps: fc.array(step, { minLength: 1, maxLength: 12 }),
      inputFeatures: fc.integer({ min: 1, max: 2 }),
      height: fc.integer({ min: 1, max: 13 }),
      width: fc.integer({ min: 1, max: 13 }),
      batch: fc.integer({ min: 1, max: 2 }),
      seed: fc.integer(),
    })
    .map(({ steps, inputFeatures, ...rest }) => ({ network: build(steps, inputFeatures, rest), ...rest }))
    .filter(({ network }) => network.layers.length > 0);
}

type Size = Pick<RandomNetwork, 'height' | 'width'>;

/** Appends the steps that fit the image's size, and leaves out those that do not. */
function build(steps: Step[], inputFeatures: number, size: Size): Network {
  const { height, width } = size;
  let layers = new LayerList('random', inputFeatures);
  const applied: [Step, number][] = [];
  steps.forEach((each, number) => {
    const attempt = replay([...applied, [each, number]], inputFeatures, size);
    const network = attempt.network();
    const sides = [height, width].map((side) => layerSides(network, side));
    const small = sides.every((side) => side && Math.max(...side.values()) <= 64);
    if (!small) return;
    applied.push([each, number]);
    layers = attempt;
  });
  return layers.network();
}

function replay(steps: [Step, number][], inputFeatures: number, { height, width }: Size): LayerList {
  const layers = new LayerList('random', inputFeatures);
  const ids = [INPUT];
  /** Pixels of a layer for the image's size. */
  const pixels = (id: string): number =>
    [height, width].reduce((product, side) => product * layerSides(layers.network(), side)!.get(id)!, 1);
  for (const [{ kind, features, kernel, stride, padding, bias, method, back }, number] of steps) {
    const id = `${kind}${number}`;
    const at = (distance: number) => ids[Math.max(0, ids.length - 1 - distance)]!;
    const from = at(back);
    const options = { kernel, stride, padding: Math.min(padding, kernel - 1), bias };
    if (kind === 'conv') ids.push(layers.conv(id, from, features, options));
    if (kind === 'transposedConv') {
      const outputPadding = stride === 2 ? padding % 2 : 0;
      ids.push(layers.transposedConv(id, from, features, { ...options, outputPadding }));
    }
    if (kind === 'norm') ids.push(layers.batchNorm(id, from));
    if (kind === 'relu') ids.push(layers.relu(id, from));
    if (kind === 'leakyRelu') ids.push(layers.leakyRelu(id, from, 0.1));
    if (kind === 'tanh') ids.push(layers.tanh(id, from));
    if (kind === 'sigmoid') ids.push(layers.sigmoid(id, from));
    if (kind === 'dropout' && from !== INPUT) ids.push(layers.dropout(id, from, 0.5));
    if (kind === 'maxPool') ids.push(layers.maxPool(id, from, 2));
    if (kind === 'averagePool') ids.push(layers.averagePool(id, from, 1 + stride));
    if (kind === 'upsample') ids.push(layers.upsample(id, from, 1 + stride, method));
    if (kind === 'pixelShuffle') {
      const widened = layers.conv(`${id}.conv`, from, 4 * features, { kernel: 1 });
      ids.push(layers.pixelShuffle(id, widened));
    }
    if (kind === 'concat') ids.push(layers.concat(id, [from, at(back + 1)]));
    if (kind === 'subtract' && layers.features(from) === layers.features(at(back + 1))) {
      ids.push(layers.subtract(id, from, at(back + 1)));
    }
    if (kind === 'add') {
      const alike = [from, at(back + 1), at(back + 2)].filter(
        (each) => layers.features(each) === layers.features(from),
      );
      ids.push(layers.add(id, alike));
    }
    if (kind === 'padFeatures') ids.push(layers.padFeatures(id, from, layers.features(from) + features));
    if (kind === 'dense') ids.push(layers.dense(id, from, features, pixels(from)));
  }
  return layers;
}
