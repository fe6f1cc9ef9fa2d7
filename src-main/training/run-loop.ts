import type { Checkpoint, EpochRecord, RunRecord } from '../contract/run';
import type { PreparedData, TrainingDataApi } from '../contract/training-data-api';
import type { TrainingEvent } from '../contract/training-api';
import { BatchSupply } from './batch-supply';
import { DivergenceWatch } from './divergence';
import { EpochSums } from './epoch-sums';
import { scoreHeldOut, type EvaluateImage } from './held-out';
import { keep, type Keeping } from './keeping';
import type { RunStore } from './run-store';
import { afterEpoch, endsEarly, isBest, NOTHING_YET, rateFactor } from './schedule';
import type { TrainingProgram } from './training-program';

/** Everything a run works with. */
export interface RunParts extends Keeping {
  record: RunRecord;
  prepared: PreparedData;
  program: TrainingProgram;
  evaluate: EvaluateImage;
  data: TrainingDataApi;
  store: RunStore;
  tell: (event: TrainingEvent) => void;
}

/** Where a run begins: with the state that the program has, after the epochs of `history`. */
export interface RunBeginning {
  history: readonly EpochRecord[];
  checkpoint: Pick<Checkpoint, 'step' | 'schedule'> | null;
  /** Early stopping counts from this epoch on: that of a run that a person asked to be trained beyond its end. */
  patientSince: number;
}

/** Why the epochs ended. */
export type LoopEnd = { kind: 'finished'; reason: string | null } | { kind: 'diverged'; reason: string };

/**
 * Trains epoch after epoch and keeps each. The next batch is asked for before a step begins; between two steps the
 * control is looked at. Throws StopRun and AbortError as the control does, and what reading data or computing throws.
 */
export async function runLoop(
  parts: RunParts,
  { history, checkpoint, patientSince }: RunBeginning,
): Promise<LoopEnd> {
  const { config, data } = parts.record;
  let memory = checkpoint?.schedule ?? NOTHING_YET;
  const watch = new DivergenceWatch(config, data.stepsPerEpoch, memory.startingLoss);
  let step = checkpoint?.step ?? 0;
  const batches = new BatchSupply(parts.data, { ...data, epochs: config.epochs });

  for (let epoch = history.length + 1; epoch <= config.epochs; epoch++) {
    const factor = rateFactor(config, epoch, memory);
    watch.beginEpoch();
    parts.clock.beginEpoch();
    const trained = await trainEpoch(parts, batches, watch, { epoch, step, factor });
    if ('diverged' in trained) return { kind: 'diverged', reason: trained.diverged };
    step += data.stepsPerEpoch;

    const look = () => lookAtControl(parts);
    const { validation, preview } = await scoreHeldOut(parts.data, parts.prepared, parts.evaluate, look);
    const loss = validation?.loss ?? trained.means.loss;
    const diverged = watch.lookAtValidation(loss, epoch);
    if (diverged) return { kind: 'diverged', reason: diverged };
    const best = isBest(memory, loss);
    memory = { ...afterEpoch(config, memory, epoch, loss), startingLoss: watch.startingLoss };
    const finished: EpochRecord = {
      epoch,
      step,
      learningRate: config.optimiser.learningRate * factor,
      train: trained.means,
      validation,
      best,
      seconds: parts.clock.endEpoch(),
      endedAt: new Date().toISOString(),
    };
    const kept: Checkpoint = { epoch, step, state: parts.program.state(), schedule: memory };
    await keep(parts, () => parts.store.keepEpoch(kept, finished));
    if (preview) await keep(parts, () => parts.store.keepPreview({ epoch, ...preview }));
    const secondsLeft = parts.clock.secondsFor(config.epochs - epoch);
    parts.tell({ kind: 'epoch', record: finished, hasPreview: preview !== null, secondsLeft });

    const since = { ...memory, bestEpoch: Math.max(memory.bestEpoch, patientSince) };
    if (epoch < config.epochs && endsEarly(config, since, epoch)) {
      const reason = `Ended early: the loss has not been lower than in epoch ${memory.bestEpoch} for ${config.earlyStopping} epochs.`;
      return { kind: 'finished', reason };
    }
  }
  return { kind: 'finished', reason: null };
}

/** The steps of an epoch: the means of what they told, or why they cannot go on. */
async function trainEpoch(
  parts: RunParts,
  batches: BatchSupply,
  watch: DivergenceWatch,
  { epoch, step: before, factor }: { epoch: number; step: number; factor: number },
): Promise<{ means: EpochRecord['train'] } | { diverged: string }> {
  const { stepsPerEpoch } = parts.record.data;
  const sums = new EpochSums();
  for (let i = 0; i < stepsPerEpoch; i++) {
    const batch = await batches.take(epoch, i);
    const result = parts.program.step(batch, { step: before + i + 1, rateFactor: factor });
    parts.clock.endStep();
    const diverged = watch.look(result, epoch, i + 1);
    if (diverged) return { diverged };
    sums.add(result);
    if (parts.clock.isTimeToTell()) {
      const { secondsPerStep } = parts.clock;
      parts.tell({ kind: 'step', epoch, step: i + 1, stepsPerEpoch, loss: result.loss, secondsPerStep });
    }
    await lookAtControl(parts);
  }
  return { means: sums.means() };
}

/** Lets messages in; a run that is to pause waits here until it is to go on. */
async function lookAtControl({ control, clock, standing }: RunParts): Promise<void> {
  await control.look();
  if (!control.pauses) return;
  await standing.set('paused');
  await clock.pause(async () => {
    while (control.pauses) await control.wait(control.heard);
  });
  await standing.set('running');
}
