import type { PreparedData, TrainingDataApi } from '../contract/training-data-api';
import type { TrainingConfig } from '../contract/training-config';
import type { EvaluateImage } from './held-out';
import type { TrainingProgram } from './training-program';

/** Steps that are not timed: the first ones plan their operations and take memory. */
const WARM_UP = 2;
/** Steps that are timed, but no more when they have taken so long. */
const MOST_STEPS = 8;
const ENOUGH_MS = 10_000;

/** What was measured of a configuration. */
export interface MeasuredSpeed {
  secondsPerStep: number;
  /** Of one held-out image; 0 where none is held out. */
  secondsPerImage: number;
}

/**
 * Times a few steps after a warm-up (their median), and one held-out image. The program is of no use afterwards.
 *
 * @param look Is called between two steps, and may throw to end it.
 * @param now Milliseconds of a clock that is never set back.
 */
export async function measureTraining(
  program: TrainingProgram,
  evaluate: EvaluateImage,
  data: TrainingDataApi,
  { config, prepared }: { config: TrainingConfig; prepared: PreparedData },
  look: (done: number, total: number) => Promise<void>,
  now: () => number,
): Promise<MeasuredSpeed> {
  const { stepsPerEpoch } = prepared.run;
  const taken: number[] = [];
  const total = WARM_UP + MOST_STEPS;
  for (let i = 0; i < total && sum(taken) < ENOUGH_MS; i++) {
    await look(i, total);
    const [epoch, step] = [1 + Math.floor(i / stepsPerEpoch), i % stepsPerEpoch];
    const batch = await data.batch({ epoch: Math.min(epoch, config.epochs), step });
    const began = now();
    program.step(batch, { step: i + 1, rateFactor: 1 });
    if (i >= WARM_UP) taken.push(now() - began);
  }
  const secondsPerStep = median(taken) / 1000;
  if (prepared.heldOut.length === 0) return { secondsPerStep, secondsPerImage: 0 };
  const pair = await data.heldOut({ index: 0 });
  evaluate(pair); // plans its operations
  const began = now();
  evaluate(pair);
  return { secondsPerStep, secondsPerImage: (now() - began) / 1000 };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
