import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { LossTerm } from '../../src-main/contract/training-config';
import { gradients } from '../../src-main/engine/gradients';
import { elements, Graph, type Tensor } from '../../src-main/engine/graph';
import { openGraphSession } from '../../src-main/engine/graph-session';
import { dnCnn } from '../../src-main/models/dncnn';
import { networkTensors } from '../../src-main/models/layers';
import { discriminatorLoss, generatorLoss } from '../../src-main/training/losses/adversarial';
import { contentLoss } from '../../src-main/training/losses/content-loss';
import { randomNumbers, randomWeights } from '../support/plain-network';
import { hasTorch, NEEDS_TORCH } from '../support/python';
import { arraysFromPython, writeArray, type Arrays } from '../support/python-arrays';
import { relativeDistance } from '../support/relative-distance';
import { temporaryFolderOfFile } from '../support/temporary-folder';
import { testAddon } from '../support/tensorflow';

const addon = testAddon();
const folder = temporaryFolderOfFile();
const script = fileURLToPath(new URL('make_gradients.py', import.meta.url));

/** Network values as of a percentile normalisation: stored 0 lies at 0.2. */
const values = { zero: 0.2, range: 1.5 };
const SHAPE = [2, 48, 40, 1];
/** MS-SSIM of all five scales. */
const LARGE = [1, 180, 176, 1];

/** Waves with noise, as images and their restored versions look alike. */
function image(shape: readonly number[], seed: number): Float32Array {
  const random = randomNumbers(seed);
  const [, , width] = shape as [number, number, number];
  return Float32Array.from(
    { length: elements([...shape]) },
    (_, i) => 0.9 + 0.5 * Math.sin((i % width) / 5) * Math.cos(Math.floor(i / width) / 7) + 0.2 * random(),
  );
}

const network = dnCnn({ layers: 4, features: 6 });
const weights = randomWeights(network, 3);
const model = 'the network of the test';

const TERMS: { term: unknown; shape?: number[] }[] = [
  { term: { kind: 'mse' } },
  { term: { kind: 'mse', reduction: 'sum' } },
  { term: { kind: 'l1' } },
  { term: { kind: 'gaussian-l1', sigma: 2.5 } },
  { term: { kind: 'ssim' } },
  { term: { kind: 'ms-ssim' } },
  { term: { kind: 'ms-ssim' }, shape: LARGE },
  { term: { kind: 'deep-storm', sparsity: 0.7 } },
  { term: { kind: 'perceptual', model, layer: 'middle1.relu' } },
];

/** The term in a graph of its own, and the case that says so. */
function termCase({ term: written, shape = SHAPE }: (typeof TERMS)[number], at: number) {
  const term = LossTerm.parse(written);
  const graph = new Graph();
  const [prediction, target] = ['prediction', 'target'].map((name) => graph.placeholder(name, shape));
  const perceptual = new Map([[model, { network, weights }]]);
  const { loss } = contentLoss(graph, prediction!, target!, [term], { values, perceptual });
  const images = [image(shape, 1), image(shape, 2)] as const;
  const file = (part: string) => `term${at}.${part}`;
  const supplied = term.kind === 'perceptual' && {
    network,
    weights: networkTensors(network).map((tensor) => ({
      ...tensor,
      ...writeArray(folder, file(tensor.name), weights.get(tensor.name)!, tensor.shape),
    })),
  };
  return {
    case: {
      name: `${JSON.stringify(written)}, ${shape.slice(1, 3).join(' x ')}`,
      term,
      values,
      image: writeArray(folder, file('image'), images[0], shape),
      target: writeArray(folder, file('target'), images[1], shape),
      ...supplied,
    },
    ours: () =>
      withGradient(graph, loss, prediction!, [
        [prediction!, images[0]],
        [target!, images[1]],
      ]),
  };
}

const LOGITS = [3, 4, 4, 1];

/** How a discriminator's answers about predictions are taken: by the generator, or by the discriminator itself. */
function adversarialCase(kind: 'cross-entropy' | 'least-squares', real: boolean) {
  const graph = new Graph();
  const logits = graph.placeholder('logits', LOGITS);
  const random = randomNumbers(5);
  const numbers = Float32Array.from({ length: elements(LOGITS) }, () => 12 * (random() - 0.5));
  // The discriminator's is the mean of both halves; of targets that it is sure of, nothing is left in cross-entropy.
  const sure = graph.constant(
    new Float32Array(elements(LOGITS)).fill(kind === 'cross-entropy' ? 60 : 1),
    LOGITS,
  );
  const loss = real ? generatorLoss(graph, kind, logits) : discriminatorLoss(graph, kind, sure, logits);
  const name = `${kind}, ${real ? 'as the generator wants them' : 'as the discriminator sees them'}`;
  return {
    case: {
      name,
      adversarial: kind,
      real,
      image: writeArray(folder, name, numbers, LOGITS),
    },
    ours() {
      const { value, gradient } = withGradient(graph, loss, logits, [[logits, numbers]]);
      const half = real ? 1 : 2;
      return { value: value * half, gradient: gradient.map((each) => each * half) };
    },
  };
}

function withGradient(
  graph: Graph,
  loss: Tensor,
  variable: Tensor,
  feeds: (readonly [Tensor, Float32Array])[],
): { value: number; gradient: Float32Array } {
  const [slope] = gradients(graph, loss, [variable]);
  const session = openGraphSession(addon, graph);
  const [value, gradient] = session.run(feeds, [loss, slope!]);
  session.dispose();
  return { value: value![0]!, gradient: gradient! };
}

describe.skipIf(!hasTorch)(`losses and their gradients are PyTorch's (${NEEDS_TORCH})`, () => {
  const made = [
    ...TERMS.map(termCase),
    ...(['cross-entropy', 'least-squares'] as const).flatMap((kind) =>
      [true, false].map((real) => adversarialCase(kind, real)),
    ),
  ];
  const cases = new Map(made.map((each) => [each.case.name, each]));
  let expected: Map<string, Arrays>;

  beforeAll(async () => {
    expected = await arraysFromPython(
      script,
      folder,
      made.map((each) => each.case),
    );
  });

  it.each([...cases.keys()])('%s', (name) => {
    const { value, gradient } = cases.get(name)!.ours();
    const wanted = expected.get(name)!;
    expect(Math.abs(value / wanted['value']![0]! - 1)).toBeLessThan(1e-4);
    expect(relativeDistance(gradient, wanted['gradient']!)).toBeLessThan(1e-4);
  });
});
