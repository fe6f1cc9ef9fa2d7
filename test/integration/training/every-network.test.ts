import { expect, it } from 'vitest';
import type { Architecture } from '../../../src-main/contract/model';
import { TrainingConfig, type TrainingConfigInput } from '../../../src-main/contract/training-config';
import { Engine } from '../../../src-main/engine/engine';
import { largestDifference } from '../../../src-main/engine/image-batch';
import { tensorFlowRuntime } from '../../../src-main/engine/runtime';
import { networkOf } from '../../../src-main/models/catalog';
import { outputScale } from '../../../src-main/models/geometry';
import { createTrainingProgram } from '../../../src-main/training/program';
import { randomNumbers } from '../../support/plain-network';
import { testAddon } from '../../support/tensorflow';

const addon = testAddon();

/** Every system of the paper's table 3, narrow, with its adversary where it has one. */
const SYSTEMS: [Architecture, number, Partial<TrainingConfigInput>?][] = [
  [{ kind: 'denseed', blocks: [1, 1, 1], growthRate: 4, firstFeatures: 8 }, 40, gan('group')],
  [{ kind: 'autoencoder', batchNorm: true }, 32],
  [{ kind: 'unet', batchNorm: false }, 32],
  [{ kind: 'dncnn', layers: 4, features: 8, residual: false }, 16],
  [{ kind: 'residual-cnn', layers: 5, features: 8, scale: 1 }, 16],
  [{ kind: 'residual-cnn', layers: 5, features: 8, scale: 2 }, 16],
  [{ kind: 'deep-storm', scale: 8 }, 4],
  [{ kind: 'residual-unet', levels: 2, features: 8 }, 16],
  [{ kind: 'resnet', blocks: 2, features: 8, scale: 4 }, 12],
  [{ kind: 'anna-palm', levels: 4, features: 4 }, 32, gan('patch')],
  [{ kind: 'gan-generator' }, 40, gan('group')],
];

function gan(discriminator: 'group' | 'patch'): Partial<TrainingConfigInput> {
  return { adversarial: { discriminator, weight: 1e-3, loss: 'least-squares' } };
}

it.each(SYSTEMS.map((each) => [JSON.stringify(each[0]), ...each] as const))(
  '%s learns, and the engine predicts with what it learnt as the training graph does',
  (_name, architecture, side, more = {}) => {
    const config = TrainingConfig.parse({
      name: 'test',
      data: { kind: 'folder', folder: '/data' },
      architecture,
      batch: 2,
      optimiser: { learningRate: 1e-3 },
      ...more,
    });
    const network = networkOf(architecture);
    const large = side * outputScale(network);
    const random = randomNumbers(5);
    const soft = (length: number, of: number) =>
      Float32Array.from({ length }, (_, i) => 0.2 * Math.sin((8 * (i % of)) / of) + 0.1 * random());
    const batch = { input: soft(2 * side * side, side), target: soft(2 * large * large, large) };
    const size = { width: side, height: side };
    const program = createTrainingProgram(addon, {
      config,
      side,
      evaluationSizes: [size],
      values: { zero: -0.5, range: 1 },
    });
    try {
      const differences = Array.from(
        { length: 12 },
        (_, i) => program.step(batch, { step: i + 1, rateFactor: 1 }).rmse,
      );
      expect(differences.at(-1)!).toBeLessThan(differences[0]!);
      const one = {
        input: batch.input.subarray(0, side * side),
        target: batch.target.subarray(0, large * large),
      };
      const { prediction } = program.evaluate(one, size);
      const model = { network, weights: program.weights() };
      const shape = [1, side, side, 1];
      const expected = new Engine(tensorFlowRuntime(addon, null)).evaluate(model, {
        shape,
        values: one.input,
      });
      expect(largestDifference(prediction, expected.values)).toBeLessThan(1e-5);
    } finally {
      program.dispose();
    }
  },
);
