import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { Architecture } from '../../src-main/contract/model';
import { gradients } from '../../src-main/engine/gradients';
import { elements, Graph, type Tensor } from '../../src-main/engine/graph';
import { openGraphSession } from '../../src-main/engine/graph-session';
import { networkOf } from '../../src-main/models/catalog';
import { discriminatorOf } from '../../src-main/models/discriminators';
import type { Network, Weights } from '../../src-main/models/layers';
import { meanSquare } from '../../src-main/training/losses/differences';
import { forward } from '../../src-main/training/network-graph';
import { flattened, lengthOf, parameterLayout, viewsOf } from '../../src-main/training/parameters';
import { randomNumbers, randomWeights } from '../support/plain-network';
import { hasTorch, NEEDS_TORCH } from '../support/python';
import { arraysFromPython, writeArray, type Arrays } from '../support/python-arrays';
import { relativeDistance } from '../support/relative-distance';
import { temporaryFolderOfFile } from '../support/temporary-folder';
import { testAddon } from '../support/tensorflow';

const addon = testAddon();
const folder = temporaryFolderOfFile();
const script = fileURLToPath(new URL('make_gradients.py', import.meta.url));

/** Numbers from -0.5 to 0.5. */
function noise(shape: readonly number[], seed: number): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from({ length: elements([...shape]) }, () => random() - 0.5);
}

const generator = (architecture: object): Network => networkOf(Architecture.parse(architecture));

/** Every kind of network that is trained, narrow where it can be; [network, side]. */
const NETWORKS: [name: string, network: Network, side: number][] = [
  ['DenseED', generator({ kind: 'denseed', blocks: [1, 2, 1], growthRate: 4, firstFeatures: 8 }), 32],
  ['autoencoder', generator({ kind: 'autoencoder' }), 64],
  ['U-Net', generator({ kind: 'unet' }), 64],
  ['U-Net without batch norm', generator({ kind: 'unet', batchNorm: false }), 32],
  ['DnCNN', generator({ kind: 'dncnn', layers: 5, features: 8 }), 32],
  ['DnCNN, direct', generator({ kind: 'dncnn', layers: 5, features: 8, residual: false }), 32],
  ['residual CNN, x2', generator({ kind: 'residual-cnn', layers: 5, features: 8, scale: 2 }), 24],
  ['Deep-STORM, x2', generator({ kind: 'deep-storm', scale: 2 }), 16],
  ['residual U-Net', generator({ kind: 'residual-unet', levels: 2, features: 4 }), 32],
  ['ResNet, x4', generator({ kind: 'resnet', blocks: 2, features: 8 }), 16],
  ['ANNA-PALM', generator({ kind: 'anna-palm', levels: 4, features: 4 }), 32],
  ['GAN generator', generator({ kind: 'gan-generator' }), 32],
  ["the group's discriminator", discriminatorOf('group', { side: 64, inputFeatures: 1 }), 64],
  ["Wang's discriminator", discriminatorOf('wang', { side: 64, inputFeatures: 1, features: 4 }), 64],
  ["RFGANM's discriminator", discriminatorOf('vgg', { side: 64, inputFeatures: 1, features: 4 }), 64],
  ['patch discriminator', discriminatorOf('patch', { side: 64, inputFeatures: 2, features: 4 }), 64],
];

const BATCH = 2;

/** Without dropout, whose draws are TensorFlow's own. */
function undropped(network: Network): Network {
  const layers = network.layers.map((layer) => (layer.kind === 'dropout' ? { ...layer, rate: 0 } : layer));
  return { ...network, layers };
}

/** Random weights with which few values lie where a ReLU opens, so that rounding opens or closes none. */
function steadyWeights(network: Network): Weights {
  const weights = randomWeights(network, 7);
  for (const [name, values] of weights) {
    if (name.endsWith('.shift')) values.forEach((value, i) => (values[i] = 2 * Math.sign(value) + value));
    if (name.endsWith('.scale')) values.forEach((value, i) => (values[i] = value / 2));
  }
  return weights;
}

/** The network in training, its loss against a target of noise and the gradient, ours; and the case that says so. */
function networkCase([name, given, side]: (typeof NETWORKS)[number], at: number) {
  const network = undropped(given);
  const { trained, statistics } = parameterLayout(network);
  const weights = steadyWeights(network);
  const graph = new Graph();
  const input = graph.placeholder('input', [BATCH, side, side, network.inputFeatures]);
  const vector = graph.placeholder('weights', [lengthOf(trained)]);
  const kept = statistics.map((spec): [string, Tensor] => [
    spec.name,
    graph.constant(weights.get(spec.name)!, spec.shape),
  ]);
  const tensors = new Map([...viewsOf(graph, vector, trained), ...kept]);
  const { output } = forward(graph, network, input, tensors, { training: true });
  const target = graph.placeholder('target', output.shape);
  const [gradient] = gradients(graph, meanSquare(graph, output, target), [vector]);
  const images = [noise(input.shape, 1), noise(output.shape, 2)] as const;

  const file = (part: string) => `network${at}.${part}`;
  return {
    case: {
      name,
      network,
      weights: [...trained, ...statistics].map(({ name: tensor, shape, trained: isTrained }) => ({
        name: tensor,
        trained: isTrained,
        ...writeArray(folder, file(tensor), weights.get(tensor)!, shape),
      })),
      image: writeArray(folder, file('image'), images[0], input.shape),
      target: writeArray(folder, file('target'), images[1], output.shape),
    },
    ours() {
      const session = openGraphSession(addon, graph);
      const [made, slope] = session.run(
        [
          [input, images[0]],
          [target, images[1]],
          [vector, flattened(trained, weights)],
        ],
        [output, gradient!],
      );
      session.dispose();
      return { output: made!, gradient: slope! };
    },
  };
}

describe.skipIf(!hasTorch)(`whole gradients are PyTorch's (${NEEDS_TORCH})`, () => {
  const cases = new Map(NETWORKS.map((each, at) => [each[0], networkCase(each, at)]));
  let expected: Map<string, Arrays>;

  beforeAll(async () => {
    expected = await arraysFromPython(
      script,
      folder,
      [...cases.values()].map((each) => each.case),
    );
  });

  it.each([...cases.keys()])('%s', (name) => {
    const { output, gradient } = cases.get(name)!.ours();
    const wanted = expected.get(name)!;
    expect(relativeDistance(output, wanted['output']!)).toBeLessThan(1e-5);
    expect(relativeDistance(gradient, wanted['gradient']!)).toBeLessThan(1e-4);
  });
});
