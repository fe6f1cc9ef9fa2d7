import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Architecture } from '../../src-main/contract/model';
import { compileNetwork } from '../../src-main/engine/compile';
import { largestDifference } from '../../src-main/engine/image-batch';
import { openSession } from '../../src-main/engine/session';
import { networkOf } from '../../src-main/models/catalog';
import { discriminatorOf, type DiscriminatorKind } from '../../src-main/models/discriminators';
import { networkTensors, type Network, type Weights } from '../../src-main/models/layers';
import { parameterCount } from '../../src-main/models/parameters';
import { PUBLISHED_NETWORKS } from '../../src-main/models/published-networks';
import { hasTorch, NEEDS_TORCH } from '../support/python';
import { arraysFromPython, type Arrays } from '../support/python-arrays';
import { temporaryFolderOfFile } from '../support/temporary-folder';
import { testAddon } from '../support/tensorflow';

/** A network that make_generators.py is to make. */
type Case = { name: string; side: number; count?: true } & (
  { architecture: Architecture } | { discriminator: DiscriminatorKind; inputs: number; features: number }
);

/** "resnet blocks 2 features 6 scale 2". */
const words = (each: object): string =>
  JSON.stringify(each)
    .replace(/"kind"|[^\w-]+/g, ' ')
    .trim();

/** Every system of the paper's table 3, narrow where it is wide, at the smallest sides that take every path. */
const VALUES: Case[] = [
  ...[
    { architecture: { kind: 'autoencoder', batchNorm: true }, side: 64 },
    { architecture: { kind: 'autoencoder', batchNorm: false }, side: 32 },
    { architecture: { kind: 'residual-cnn', layers: 20, features: 64, scale: 1 }, side: 24 },
    { architecture: { kind: 'residual-cnn', layers: 4, features: 8, scale: 2 }, side: 9 },
    { architecture: { kind: 'residual-cnn', layers: 4, features: 8, scale: 8 }, side: 5 },
    { architecture: { kind: 'deep-storm', scale: 8 }, side: 7 },
    { architecture: { kind: 'deep-storm', scale: 1 }, side: 24 },
    { architecture: { kind: 'residual-unet', levels: 4, features: 8 }, side: 48 },
    { architecture: { kind: 'resnet', blocks: 16, features: 64, scale: 4 }, side: 12 },
    { architecture: { kind: 'resnet', blocks: 2, features: 6, scale: 2 }, side: 7 },
    { architecture: { kind: 'anna-palm', levels: 8, features: 2 }, side: 256 },
    { architecture: { kind: 'anna-palm', levels: 3, features: 8 }, side: 24 },
  ].map((each) => ({ name: words(each.architecture), ...each }) as Case),
  ...[
    { discriminator: 'group', side: 128, inputs: 1, features: 64 },
    { discriminator: 'group', side: 50, inputs: 1, features: 64 },
    { discriminator: 'wang', side: 96, inputs: 1, features: 4 },
    { discriminator: 'vgg', side: 96, inputs: 2, features: 8 },
    { discriminator: 'patch', side: 70, inputs: 2, features: 16 },
  ].map((each) => ({ name: words(each), ...each }) as Case),
];

/** At full width; those of DenseED, U-Net, DnCNN and the group's generator are imported in other tests. */
const COUNTS: Case[] = [
  ...PUBLISHED_NETWORKS.filter(({ name }) => name !== 'DnCNN without residual').map(
    ({ name, architecture }): Case => ({ name, architecture, side: 0, count: true }),
  ),
  ...[
    { discriminator: 'group', side: 128, inputs: 1, features: 64 },
    { discriminator: 'wang', side: 128, inputs: 1, features: 64 },
    { discriminator: 'vgg', side: 96, inputs: 1, features: 64 },
    { discriminator: 'patch', side: 256, inputs: 2, features: 64 },
  ].map((each) => ({ name: `${words(each)} at full width`, count: true, ...each }) as Case),
];

function ours(each: Case): Network {
  if ('architecture' in each) return networkOf(each.architecture);
  const { discriminator, side, inputs, features } = each;
  return discriminatorOf(discriminator, { side, inputFeatures: inputs, features });
}

describe.skipIf(!hasTorch)(`generators and discriminators made in PyTorch (${NEEDS_TORCH})`, () => {
  const folder = temporaryFolderOfFile();
  const addon = testAddon();
  let made: Map<string, Arrays>;

  beforeAll(async () => {
    const script = fileURLToPath(new URL('make_generators.py', import.meta.url));
    made = await arraysFromPython(script, folder, [...VALUES, ...COUNTS]);
  });

  it.each(VALUES.map((each) => [each.name, each] as const))('%s computes the same', (_name, each) => {
    const { weights, input, output } = made.get(each.name)!;
    const network = ours(each);
    const size = { batch: 1, height: each.side, width: each.side };
    const program = openSession(addon, compileNetwork(network, named(network, weights!), size));
    const answer = program.run(Float32Array.from(input!));
    program.dispose();
    expect(answer.length).toBe(output!.length);
    const largest = Float64Array.from(output!, Math.abs).reduce((most, value) => Math.max(most, value), 0);
    expect(largestDifference(answer, output!) / largest).toBeLessThan(1e-5);
  });

  it.each(COUNTS.map((each) => [each.name, each] as const))('%s has as many parameters', (_name, each) => {
    expect(parameterCount(ours(each))).toBe(made.get(each.name)!['parameters']![0]);
  });
});

/** One row of numbers as a network's tensors, in its order. */
function named(network: Network, row: Arrays[string]): Weights {
  const flat = Float32Array.from(row);
  let at = 0;
  const found = networkTensors(network).map(({ name, shape }): [string, Float32Array] => {
    const begin = at;
    at += shape.reduce((product, side) => product * side, 1);
    return [name, flat.subarray(begin, at)];
  });
  expect(at).toBe(flat.length);
  return new Map(found);
}
