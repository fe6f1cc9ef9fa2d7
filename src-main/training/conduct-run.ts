import { toWire } from '../contract/errors';
import type { ModelRecord } from '../contract/model';
import type { RunDetail, RunState } from '../contract/run';
import { isAbort } from '../contract/signal';
import type { TrainingOutcome } from '../contract/training-api';
import type { Weights } from '../models/layers';
import { keep } from './keeping';
import { StopRun } from './run-control';
import { runLoop, type RunBeginning, type RunParts } from './run-loop';
import type { Size } from './training-program';

/** The answer of the network with these weights to an image, by the graph that predicts: for a model's stored test. */
export type Predict = (weights: Weights, input: Float32Array, size: Size) => Float32Array;

/** How a run ends, before its model is written. */
interface Ending {
  state: Exclude<RunState, 'running' | 'paused' | 'interrupted'>;
  reason: string | null;
  /** Whether the best epoch becomes a model. */
  makesModel: boolean;
}

/**
 * Conducts a run to its end, whichever that is: finished, stopped by the person, diverged, or failed. The best epoch of a
 * run that did not fail is written as a model. Throws only where the run was cancelled: then its last whole epoch stands.
 */
export async function conductRun(
  parts: RunParts,
  beginning: RunBeginning,
  predict: Predict,
): Promise<TrainingOutcome> {
  const { standing, store } = parts;
  let ending: Ending;
  let model: string | null = null;
  try {
    ending = await endingOf(parts, beginning);
    if (ending.makesModel) {
      const written = await writeBestModel(parts, predict);
      if (typeof written === 'string') model = written;
      else if (written) ending = withoutModel(ending, written.unwritten);
    }
    await standing.set(ending.state, ending.reason);
  } catch (error) {
    const kept = whatIsKept(await store.detail().catch(() => null));
    if (isAbort(error)) {
      await standing.set('stopped', `Stopped in the middle of an epoch. ${kept}`).catch(() => undefined);
      throw error;
    }
    ending = { state: 'failed', reason: `${toWire(error).message} ${kept}`, makesModel: false };
    await standing.set('failed', ending.reason).catch(() => undefined); // the folder itself may be what failed
  }
  const detail = await store.detail().catch(() => null);
  const { state, reason } = ending;
  const epoch = detail?.history.length ?? 0;
  return { path: store.path, state, reason, epoch, best: bestOf(detail), model };
}

async function endingOf(parts: RunParts, beginning: RunBeginning): Promise<Ending> {
  try {
    const end = await runLoop(parts, beginning);
    const state = end.kind === 'finished' ? 'finished' : 'failed';
    return { state, reason: end.reason, makesModel: true };
  } catch (error) {
    if (!(error instanceof StopRun)) throw error;
    const { history } = await parts.store.detail();
    const reason = history.length > 0 ? null : 'Stopped before an epoch was finished, so there is no model.';
    return { state: 'stopped', reason, makesModel: true };
  }
}

/** A run that was stopped on a full disk before its model was written: it can be resumed, also where it was through. */
function withoutModel({ state, reason, makesModel }: Ending, epoch: number): Ending {
  const sentence = `The disk is full: the best epoch ${epoch} is kept as a checkpoint; resume the run to write its model.`;
  return {
    state: state === 'finished' ? 'stopped' : state,
    reason: reason === null ? sentence : `${reason} ${sentence}`,
    makesModel,
  };
}

/**
 * Writes the model of the best epoch: its folder, or the epoch of which none was written where the person ends a wait for
 * room on the disk; null where no epoch was finished.
 */
async function writeBestModel(
  parts: RunParts,
  predict: Predict,
): Promise<string | { unwritten: number } | null> {
  const { store, program, record } = parts;
  const best = bestOf(await store.detail());
  const checkpoint = best && (await store.checkpoint(best.epoch));
  if (!checkpoint) return null;
  program.restore(checkpoint.state);
  const weights = program.weights();
  const output: ModelRecord['output'] = record.config.data.kind === 'localisations' ? 'density' : 'image';
  const facts = { epoch: checkpoint.epoch, normalisation: record.values.normalisation, output };
  const write = () => store.writeModel(facts, weights, (input, size) => predict(weights, input, size));
  return keep(parts, write).catch((error: unknown) => {
    if (error instanceof StopRun) return { unwritten: checkpoint.epoch };
    throw error;
  });
}

/** The best epoch of a run: the last that was best when it ended. */
function bestOf(detail: RunDetail | null) {
  return [...(detail?.history ?? [])].reverse().find(({ best }) => best) ?? null;
}

function whatIsKept(detail: RunDetail | null): string {
  const epoch = detail?.history.length ?? 0;
  if (epoch === 0) return 'No epoch was finished yet; resumed, the run begins anew.';
  return `Epoch ${epoch} is kept, and the run can be resumed.`;
}
