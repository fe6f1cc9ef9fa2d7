import { describe, expect, it } from 'vitest';
import { Optimiser, Schedule, type TrainingConfig } from '../../../src-main/contract/training-config';
import { afterEpoch, endsEarly, isBest, NOTHING_YET, rateFactor } from '../../../src-main/training/schedule';

type Config = Pick<TrainingConfig, 'schedule' | 'epochs' | 'optimiser'>;

const config = (schedule: object, epochs: number): Config => ({
  schedule: Schedule.parse(schedule),
  epochs,
  optimiser: Optimiser.parse({ learningRate: 1e-3 }),
});

/** The learning rate of each epoch when the epochs end with these losses. */
function rates(config: Config, losses: number[]): number[] {
  let memory = NOTHING_YET;
  return losses.map((loss, i) => {
    const rate = rateFactor(config, i + 1, memory) * config.optimiser.learningRate;
    memory = afterEpoch(config, memory, i + 1, loss);
    return rate;
  });
}

const same = (count: number) => Array.from({ length: count }, () => 1);

const expectRates = (actual: number[], expected: number[]) => {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((rate, i) => expect(rate / expected[i]!).toBeCloseTo(1, 10));
};

// Learning rates as PyTorch 2.13 gives them: lr_scheduler.ReduceLROnPlateau, CosineAnnealingLR, StepLR over lr 1e-3.
const LOSSES = [
  1.0, 0.9, 0.89999, 0.91, 0.92, 0.8999, 0.85, 0.86, 0.86, 0.86, 0.84995, 0.86, 0.7, 0.71, 0.72, 0.73, 0.74,
  0.75, 0.76, 0.77, 0.78, 0.79,
];

describe('the learning rate', () => {
  it('falls on a plateau as ReduceLROnPlateau(factor=0.1, patience=2) does', () => {
    const expected = [
      ...[1e-3, 1e-3, 1e-3, 1e-3, 1e-3, 1e-4, 1e-4, 1e-4, 1e-4, 1e-4],
      ...[1e-5, 1e-5, 1e-5, 1e-5, 1e-5, 1e-5, 1e-6, 1e-6, 1e-6, 1e-7, 1e-7, 1e-7],
    ];
    expectRates(rates(config({ kind: 'plateau', patience: 2 }, 22), LOSSES), expected);
  });

  it('falls no lower than the smallest, as with min_lr', () => {
    const schedule = { kind: 'plateau', factor: 0.5, patience: 1, smallest: 2e-4 };
    const expected = [
      ...[1e-3, 1e-3, 1e-3, 1e-3, 5e-4, 5e-4, 5e-4, 5e-4, 5e-4, 2.5e-4, 2.5e-4],
      ...Array.from({ length: 11 }, () => 2e-4),
    ];
    expectRates(rates(config(schedule, 22), LOSSES), expected);
  });

  it('follows half a cosine as CosineAnnealingLR(T_max=8, eta_min=1e-4) does', () => {
    const expected = [
      0.001, 0.000965745789630079, 0.0008681980515339464, 0.0007222075445642906, 0.00055,
      0.00037779245543570966, 0.00023180194846605365, 0.00013425421036992097,
    ];
    expectRates(rates(config({ kind: 'cosine', smallest: 1e-4 }, 8), same(8)), expected);
  });

  it('falls in steps as StepLR(3, 0.1) does', () => {
    const expected = [1e-3, 1e-3, 1e-3, 1e-4, 1e-4, 1e-4, 1e-5, 1e-5];
    expectRates(rates(config({ kind: 'step', every: 3 }, 8), same(8)), expected);
  });

  it('rises linearly in the warm-up, which the schedule begins after', () => {
    expectRates(
      rates(config({ kind: 'step', every: 2, warmUp: 3 }, 8), same(8)),
      [2.5e-4, 5e-4, 7.5e-4, 1e-3, 1e-3, 1e-4, 1e-4, 1e-5],
    );
    const plateau = config({ kind: 'plateau', patience: 1, warmUp: 3 }, 8);
    expectRates(rates(plateau, same(8)), [2.5e-4, 5e-4, 7.5e-4, 1e-3, 1e-3, 1e-3, 1e-4, 1e-4]);
  });

  it('is constant by default', () => {
    expectRates(rates(config({ kind: 'constant' }, 3), [1, 2, 3]), [1e-3, 1e-3, 1e-3]);
  });
});

describe('the best epoch', () => {
  const { schedule, optimiser } = config({ kind: 'constant' }, 9);
  const after = (losses: number[]) =>
    losses.reduce((memory, loss, i) => afterEpoch({ schedule, optimiser }, memory, i + 1, loss), NOTHING_YET);

  it('has the least loss, however little less', () => {
    expect(after([1, 0.5, 0.499999, 0.6])).toMatchObject({ bestLoss: 0.499999, bestEpoch: 3 });
    expect(isBest(after([1, 0.5]), 0.5)).toBe(false);
    expect(isBest(NOTHING_YET, 7)).toBe(true);
  });

  it('ends the run when it lies far enough back', () => {
    const memory = after([1, 0.5, 0.6, 0.7]);
    expect(endsEarly({ earlyStopping: 2 }, memory, 3)).toBe(false);
    expect(endsEarly({ earlyStopping: 2 }, memory, 4)).toBe(true);
    expect(endsEarly({ earlyStopping: 0 }, memory, 400)).toBe(false);
  });
});
