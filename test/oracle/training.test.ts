import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  TrainingConfig,
  type TrainingConfig as Config,
  type TrainingConfigInput,
} from '../../src-main/contract/training-config';
import { openGraphSession } from '../../src-main/engine/graph-session';
import { createTrainingProgram } from '../../src-main/training/program';
import { adamSettings } from '../../src-main/training/optimiser';
import { trainingGraph } from '../../src-main/training/training-graph';
import type { ProgramOptions, ValueScale } from '../../src-main/training/training-program';
import { relativeDistance } from '../support/relative-distance';
import { hasTorch, NEEDS_TORCH } from '../support/python';
import { arraysFromPython, type Arrays } from '../support/python-arrays';
import { temporaryFolderOfFile } from '../support/temporary-folder';
import { testAddon } from '../support/tensorflow';

const addon = testAddon();

type Options = Omit<TrainingConfigInput, 'name' | 'data'>;

const config = (options: Options): Config =>
  TrainingConfig.parse({
    batch: 4,
    ...options,
    name: 'compared',
    data: { kind: 'folder', folder: 'handed over by the test' },
  });

/** A training that make_training.py is to do; `start` is explained in torch_start.py. */
interface TorchCase {
  name: string;
  config: Config;
  side: number;
  steps: number;
  seed: number;
  start: 'random' | 'steady' | 'pinned';
  values: ValueScale;
}

/** A network of the comparison, at a size that two cores train in seconds. */
interface Compared {
  name: string;
  options: Options;
  side: number;
}

const DENSE_ED: Compared = {
  name: 'DenseED (3,6,3)',
  options: { architecture: { kind: 'denseed', blocks: [3, 6, 3] } },
  side: 64,
};
const U_NET: Compared = { name: 'U-Net', options: { architecture: { kind: 'unet' } }, side: 64 };
const DN_CNN: Compared = { name: 'DnCNN', options: { architecture: { kind: 'dncnn' } }, side: 32 };
/** The group's generator against its discriminator, with their loss. */
const GAN: Compared = {
  name: "the group's GAN",
  options: {
    architecture: { kind: 'gan-generator' },
    loss: [{ kind: 'mse', weight: 0.6, reduction: 'sum' }],
    adversarial: { discriminator: 'group', loss: 'cross-entropy', weight: 0.4 },
  },
  side: 64,
};
/** Batch and patches of the paper, as they are published. */
const PUBLISHED: Compared = {
  name: 'DenseED (3,6,3), 16 patches of 128 x 128',
  options: { ...DENSE_ED.options, batch: 16 },
  side: 128,
};

/** Other optimisers than the default, with a gradient that is clipped. */
const OPTIMISERS: Compared[] = (['adam', 'adamw'] as const).map((kind) => ({
  name: kind,
  options: {
    architecture: { kind: 'denseed', blocks: [1, 1, 1] },
    // An epsilon and a decay that tell: with the defaults they would be below what is compared.
    optimiser: { kind, learningRate: 1e-3, weightDecay: 0.1, epsilon: 1e-4, beta1: 0.8, beta2: 0.99 },
    clipping: 0.05,
  },
  side: 32,
}));

const caseOf = ({ name, options, side }: Compared, start: TorchCase['start'], steps: number): TorchCase => ({
  name: `${name}, ${start}`,
  config: config(options),
  side,
  steps,
  seed: 5,
  start,
  values: { zero: -0.5, range: 1 },
});

const TWENTY = [DENSE_ED, U_NET, DN_CNN].map((each) => caseOf(each, 'steady', 20));
const FIVE = [caseOf(PUBLISHED, 'random', 5)];
const GANS = [caseOf(GAN, 'random', 1)];
const PINNED = [DENSE_ED, U_NET, DN_CNN, GAN].map((each) => caseOf(each, 'pinned', 1));
const OPTIMISED = OPTIMISERS.map((each) => caseOf(each, 'steady', 5));

describe.skipIf(!hasTorch)(`training gives PyTorch's numbers (${NEEDS_TORCH})`, () => {
  let trained: Map<string, Arrays>;
  const folder = temporaryFolderOfFile();
  const script = fileURLToPath(new URL('make_training.py', import.meta.url));

  beforeAll(async () => {
    trained = await arraysFromPython(script, folder, [...TWENTY, ...FIVE, ...GANS, ...PINNED, ...OPTIMISED]);
  });

  it.each(TWENTY)('losses of five steps to 1e-4, of twenty to 5e-3: $name', (each) => {
    const expected = trained.get(each.name)!;
    const { losses } = train(each, expected);
    expect(largestRatio(losses.slice(0, 5), expected['losses']!.slice(0, 5))).toBeLessThan(1e-4);
    expect(largestRatio(losses, expected['losses']!)).toBeLessThan(5e-3);
  });

  it.each(FIVE)('losses of five steps to 1e-4: $name', (each) => {
    const expected = trained.get(each.name)!;
    expect(largestRatio(train(each, expected).losses, expected['losses']!)).toBeLessThan(1e-4);
  });

  it.each([
    ...[...TWENTY, ...FIVE, ...GANS].map((each) => ({ ...each, tolerance: 3e-3 })),
    ...PINNED.map((each) => ({ ...each, tolerance: 1e-4 })),
  ])('the whole gradient of the first step to $tolerance: $name', ({ tolerance, ...each }) => {
    const expected = trained.get(each.name)!;
    const { gradient, loss, critic } = firstGradients(each, expected);
    expect(largestRatio([loss], expected['losses']!.slice(0, 1))).toBeLessThan(1e-4);
    expect(relativeDistance(gradient, expected['gradient']!)).toBeLessThan(tolerance);
    expect(critic !== null).toBe(each.config.adversarial !== null);
    if (!critic) return;
    expect(largestRatio([critic.loss], expected['criticLosses']!)).toBeLessThan(1e-4);
    expect(relativeDistance(critic.gradient, expected['criticGradient']!)).toBeLessThan(tolerance);
  });

  it.each(OPTIMISED)(
    'weights and running statistics after five steps, the gradient clipped: $name',
    (each) => {
      const expected = trained.get(each.name)!;
      const { losses, state, clipped } = train(each, expected);
      expect(clipped).toBe(true);
      expect(largestRatio(losses, expected['losses']!)).toBeLessThan(1e-5);
      const moved = (weights: ArrayLike<number>) =>
        Float64Array.from(weights, (value, i) => value - expected['weights']![i]!);
      const after = moved(state.get('generator.weights')!);
      expect(relativeDistance(after, moved(expected['weightsAfter']!))).toBeLessThan(1e-3);
      const statistics = state.get('generator.statistics')!;
      expect(relativeDistance(statistics, expected['statisticsAfter']!)).toBeLessThan(1e-5);
    },
  );
});

function programOptions({ config, side, values }: TorchCase): ProgramOptions {
  return { config, side, evaluationSizes: [], values };
}

/** Our training from PyTorch's start on its batches. */
function train(each: TorchCase, start: Arrays) {
  const program = createTrainingProgram(addon, programOptions(each));
  program.restore(new Map([...program.state(), ...startOf(start)]));
  const results = Array.from({ length: each.steps }, (_, i) => {
    const batch = { input: batchOf(start['inputs']!, each, i), target: batchOf(start['targets']!, each, i) };
    return program.step(batch, { step: i + 1, rateFactor: 1 });
  });
  const state = program.state();
  program.dispose();
  return {
    losses: results.map(({ loss }) => loss),
    state,
    clipped: results.every(({ gradientNorm }) => gradientNorm > each.config.clipping),
  };
}

/** Losses and whole gradients of our first step from PyTorch's start: before any clipping and decay. */
function firstGradients(each: TorchCase, start: Arrays) {
  const { graph, assign, step, generator, discriminator } = trainingGraph(programOptions(each));
  const session = openGraphSession(addon, graph);
  const begin = startOf(start);
  session.run(
    [...assign.values].map(([name, placeholder]) => [
      placeholder,
      begin.get(name) ?? new Float32Array(placeholder.shape[0]!),
    ]),
    [assign.done],
  );
  const { config } = each;
  const [gradient, loss, criticGradient, criticLoss] = session.run(
    [
      [step.input, batchOf(start['inputs']!, each, 0)],
      [step.target, batchOf(start['targets']!, each, 0)],
      [step.seed, Int32Array.of(1, 1)],
      [generator.optimiserGraph.settings, adamSettings(config.optimiser, 1, 1)],
      ...(discriminator && config.adversarial
        ? ([
            [discriminator.optimiserGraph.settings, adamSettings(config.adversarial.optimiser, 1, 1)],
          ] as const)
        : []),
    ],
    [
      step.gradient,
      step.loss,
      ...(step.discriminator ? [step.discriminator.gradient, step.discriminator.loss] : []),
    ],
  );
  session.dispose();
  const critic = criticGradient && criticLoss ? { gradient: criticGradient, loss: criticLoss[0]! } : null;
  return { gradient: gradient!, loss: loss![0]!, critic };
}

/** The images of one step. */
function batchOf(images: ArrayLike<number>, { config, side }: TorchCase, step: number): Float32Array {
  const length = config.batch * side ** 2;
  return Float32Array.from({ length }, (_, i) => images[step * length + i]!);
}

/** PyTorch's weights and running statistics under the names of our variables. */
function startOf(start: Arrays): Map<string, Float32Array> {
  const places = [
    ['generator.weights', 'weights'],
    ['generator.statistics', 'statistics'],
    ['discriminator.weights', 'criticWeights'],
    ['discriminator.statistics', 'criticStatistics'],
  ] as const;
  return new Map(
    places.flatMap(([name, theirs]) => (start[theirs] ? [[name, start[theirs] as Float32Array]] : [])),
  );
}

/** The largest |a / b - 1|. */
function largestRatio(values: number[], expected: ArrayLike<number>): number {
  expect(values.length).toBe(expected.length);
  return Math.max(...values.map((value, i) => Math.abs(value / expected[i]! - 1)));
}
