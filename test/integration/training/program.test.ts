import { describe, expect, it } from 'vitest';
import { TrainingConfig, type TrainingConfigInput } from '../../../src-main/contract/training-config';
import { networkGeometry } from '../../../src-main/models/geometry';
import { networkOf } from '../../../src-main/models/catalog';
import { Engine } from '../../../src-main/engine/engine';
import { tensorFlowRuntime } from '../../../src-main/engine/runtime';
import { createTrainingProgram } from '../../../src-main/training/program';
import type { ProgramOptions, TrainingProgram } from '../../../src-main/training/training-program';
import { evaluateWhole, evaluationSizes } from '../../../src-main/training/whole-image';
import { testAddon } from '../../support/tensorflow';

const addon = testAddon();
const values = { zero: -0.5, range: 1 };
const SIDE = 32;

const configOf = (config: Partial<TrainingConfigInput> = {}): TrainingConfig =>
  TrainingConfig.parse({
    name: 'test',
    architecture: { kind: 'denseed', blocks: [1, 1, 1], growthRate: 4, firstFeatures: 8 },
    data: { kind: 'folder', folder: '/data' },
    batch: 2,
    optimiser: { learningRate: 1e-3 },
    ...config,
  });

const wave = (length: number, phase: number) =>
  Float32Array.from({ length }, (_, i) => 0.4 * Math.sin(0.21 * i + phase));
const batchOf = (count: number, scale = 1, phase = 0) => ({
  input: wave(count * SIDE * SIDE, phase),
  target: wave(count * SIDE * SIDE * scale ** 2, phase + 1),
});

function withProgram<Result>(
  config: TrainingConfig,
  work: (program: TrainingProgram) => Result,
  options: Partial<ProgramOptions> = {},
): Result {
  const program = createTrainingProgram(addon, {
    config,
    side: SIDE,
    evaluationSizes: [{ width: SIDE, height: SIDE }],
    values,
    ...options,
  });
  try {
    return work(program);
  } finally {
    program.dispose();
  }
}

const steps = (program: TrainingProgram, from: number, to: number, scale = 1) =>
  Array.from({ length: to - from + 1 }, (_, i) =>
    program.step(batchOf(2, scale, from + i), { step: from + i, rateFactor: 1 }),
  );

/** Bits, so that no difference is too small. */
const bits = (program: TrainingProgram) =>
  [...program.state()].map(([name, vector]) => [name, Buffer.from(vector.buffer).toString('base64')]);

const GAN: Partial<TrainingConfigInput> = {
  adversarial: { discriminator: 'patch', loss: 'least-squares' },
  loss: [{ kind: 'l1' }],
};

describe('a network being trained', () => {
  it('learns: the loss on one batch falls', () => {
    withProgram(configOf({ optimiser: { learningRate: 1e-2 } }), (program) => {
      const losses = Array.from({ length: 30 }, (_, i) =>
        program.step(batchOf(2), { step: i + 1, rateFactor: 1 }),
      );
      expect(losses.at(-1)!.loss).toBeLessThan(0.3 * losses[0]!.loss);
      expect(losses[0]!.rmse ** 2).toBeCloseTo(losses[0]!.loss, 5);
    });
  });

  it.each([
    ['dropout', { dropout: 0.38 }],
    ['two networks', GAN],
  ] as const)('goes on bit by bit from a state that was put back, with %s', (_, more) => {
    const config = configOf(more as Partial<TrainingConfigInput>);
    const { middle, end, losses } = withProgram(config, (program) => {
      steps(program, 1, 3);
      const state = program.state();
      const told = steps(program, 4, 6);
      return { middle: state, end: bits(program), losses: told };
    });
    withProgram(config, (program) => {
      program.restore(middle);
      expect(steps(program, 4, 6)).toEqual(losses);
      expect(bits(program)).toEqual(end);
    });
  });

  it('draws other dropouts at every step, and the same at the same one', () => {
    withProgram(configOf({ dropout: 0.5, optimiser: { learningRate: 1e-30, weightDecay: 0 } }), (program) => {
      const first = program.state();
      const lossAt = (step: number) => {
        program.restore(first);
        return program.step(batchOf(2), { step, rateFactor: 1 }).loss;
      };
      const [one, two] = [lossAt(1), lossAt(2)];
      expect(one).not.toBe(two);
      expect(lossAt(1)).toBe(one);
    });
  });

  it('begins with other weights for another seed, the same for the same', () => {
    const first = (seed: number) => withProgram(configOf({ seed }), bits);
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
  });

  it('evaluates as the engine predicts with the weights it gives', () => {
    const config = configOf();
    withProgram(config, (program) => {
      steps(program, 1, 5);
      const pair = batchOf(1);
      const { prediction } = program.evaluate(pair, { width: SIDE, height: SIDE });
      const engine = new Engine(tensorFlowRuntime(addon, null));
      const network = networkOf(config.architecture);
      const shape = [1, SIDE, SIDE, 1];
      const expected = engine.evaluate(
        { network, weights: program.weights() },
        { shape, values: pair.input },
      );
      const errors = prediction.map((value, i) => Math.abs(value - expected.values[i]!));
      expect(Math.max(...errors)).toBeLessThan(1e-5);
    });
  });

  it('evaluates a large image in tiles as it would whole', () => {
    const config = configOf();
    const geometry = networkGeometry(networkOf(config.architecture));
    const [width, height] = [700, 30];
    const image = { width, height, input: wave(width * height, 0), target: wave(width * height, 1) };
    const tiled = evaluationSizes([image], geometry);
    expect(tiled).toHaveLength(1);
    expect(tiled[0]!.width).toBeLessThan(700);
    const whole = { width: 700, height: 32 };
    withProgram(
      config,
      (program) => {
        const { prediction } = evaluateWhole(program, geometry, image);
        const padded = new Float32Array(700 * 32);
        padded.set(image.input);
        for (const [row, from] of [
          [30, 28],
          [31, 27],
        ] as const)
          padded.copyWithin(row * 700, from * 700, (from + 1) * 700);
        const target = new Float32Array(700 * 32);
        const expected = program.evaluate({ input: padded, target }, whole).prediction;
        const errors = prediction.map((value, i) => Math.abs(value - expected[i]!));
        expect(Math.max(...errors)).toBeLessThan(1e-5);
      },
      { evaluationSizes: [...tiled, whole] },
    );
  });

  it('lowers the schedule’s factor into the rate: 0 changes no weight', () => {
    withProgram(configOf({ optimiser: { kind: 'adamw' } }), (program) => {
      const before = program.state().get('generator.weights');
      program.step(batchOf(2), { step: 1, rateFactor: 0 });
      expect(program.state().get('generator.weights')).toEqual(before);
    });
  });

  it('leaves no tensor behind', () => {
    const before = addon.getNumOfTensors();
    withProgram(configOf(GAN), (program) => {
      steps(program, 1, 3);
      program.evaluate(batchOf(1), { width: SIDE, height: SIDE });
      program.weights();
    });
    expect(addon.getNumOfTensors()).toBe(before);
    expect(addon.getNumOfSavedModels()).toBe(0);
  });

  it('says which state does not fit', () => {
    withProgram(configOf(), (program) => {
      const state = new Map(program.state());
      state.set('generator.weights', new Float32Array(3));
      expect(() => program.restore(state)).toThrow('generator.weights');
    });
  });
});
