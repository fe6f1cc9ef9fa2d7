import type { ScheduleMemory } from '../contract/run';
import type { Schedule, TrainingConfig } from '../contract/training-config';

/** What there is to remember before the first epoch. */
export const NOTHING_YET: ScheduleMemory = {
  factor: 1,
  bestLoss: null,
  bestEpoch: 0,
  plateauLoss: null,
  startingLoss: null,
  badEpochs: 0,
};

/** PyTorch's ReduceLROnPlateau: a loss counts as better when it is this part lower... */
const THRESHOLD = 1e-4;
/** ... and a learning rate that would change by no more than this stays. */
const LEAST_CHANGE = 1e-8;

/**
 * The factor of the learning rate in an epoch (from 1) of a run: during the warm-up it rises linearly from below 1 and
 * reaches 1 with the epoch after it; from there the schedule's own epochs are counted.
 */
export function rateFactor(
  { schedule, epochs, optimiser }: Pick<TrainingConfig, 'schedule' | 'epochs' | 'optimiser'>,
  epoch: number,
  memory: ScheduleMemory,
): number {
  const { warmUp } = schedule;
  if (epoch <= warmUp) return epoch / (warmUp + 1);
  const since = epoch - warmUp - 1;
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'plateau':
      return memory.factor;
    case 'step':
      return schedule.factor ** Math.floor(since / schedule.every);
    case 'cosine': {
      const smallest = Math.min(1, schedule.smallest / optimiser.learningRate);
      const part = since / Math.max(1, epochs - warmUp);
      return smallest + ((1 - smallest) * (1 + Math.cos(Math.PI * part))) / 2;
    }
  }
}

/**
 * What is to be remembered after an epoch that ended with `loss` (of validation, or of training where no field is held
 * out). A plateau is counted as PyTorch's ReduceLROnPlateau does (mode "min", relative threshold 1e-4, no cooldown), but
 * not during the warm-up.
 */
export function afterEpoch(
  { schedule, optimiser }: Pick<TrainingConfig, 'schedule' | 'optimiser'>,
  memory: ScheduleMemory,
  epoch: number,
  loss: number,
): ScheduleMemory {
  const best = isBest(memory, loss) ? { bestLoss: loss, bestEpoch: epoch } : null;
  return { ...memory, ...best, ...afterPlateau(schedule, optimiser.learningRate, memory, epoch, loss) };
}

/** Whether an epoch's loss is the least so far. */
export function isBest({ bestLoss }: ScheduleMemory, loss: number): boolean {
  return bestLoss === null || loss < bestLoss;
}

/** Whether a run ends early: its loss has not been the least for `earlyStopping` epochs (0: never). */
export function endsEarly(
  { earlyStopping }: Pick<TrainingConfig, 'earlyStopping'>,
  memory: ScheduleMemory,
  epoch: number,
): boolean {
  return earlyStopping > 0 && epoch - memory.bestEpoch >= earlyStopping;
}

function afterPlateau(
  schedule: Schedule,
  learningRate: number,
  { factor, plateauLoss, badEpochs }: ScheduleMemory,
  epoch: number,
  loss: number,
): Partial<ScheduleMemory> {
  if (schedule.kind !== 'plateau' || epoch <= schedule.warmUp) return {};
  if (plateauLoss === null || loss < plateauLoss * (1 - THRESHOLD))
    return { plateauLoss: loss, badEpochs: 0 };
  if (badEpochs < schedule.patience) return { badEpochs: badEpochs + 1 };
  const reduced = Math.max(factor * schedule.factor, schedule.smallest / learningRate);
  const changes = (factor - reduced) * learningRate > LEAST_CHANGE;
  return { badEpochs: 0, factor: changes ? reduced : factor };
}
