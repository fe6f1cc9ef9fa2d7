import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileNotReadableError } from '../../contract/errors';
import { RunRecord, type EpochRecord, type RunDetail, type RunSummary } from '../../contract/run';
import { networkOf } from '../../models/catalog';
import { readHistory } from './history';
import { readJsonRecord } from './json-record';
import { CHECKPOINTS, HISTORY_FILE, keptEpochs, PREVIEWS, RUN_FILE } from './layout';
import { presentState, readStatus } from './status';
import { bestEpoch } from './thinning';
import { trainedModel } from './trained-model';

/** Everything a run's folder tells, also while the run goes on. Throws FileNotReadableError, DamagedFileError. */
export async function readRun(run: string): Promise<RunDetail> {
  const record = await readRunRecord(run);
  const { records: history } = await readHistory(join(run, HISTORY_FILE));
  const status = await readStatus(run);
  const finished = (epoch: number) => epoch <= history.length;
  const summary: RunSummary = {
    path: run,
    name: record.config.name,
    ...presentState(status, history.length),
    network: networkOf(record.config.architecture).name,
    epoch: history.length,
    epochs: record.config.epochs,
    best: bestOf(history),
    baselines: record.baselines,
    startedAt: record.startedAt,
    changedAt: latest([record.startedAt, status?.changedAt, history.at(-1)?.endedAt]),
    model: await trainedModel(run),
  };
  return {
    summary,
    record,
    history,
    previews: (await keptEpochs(run, PREVIEWS)).filter(finished),
    checkpoints: (await keptEpochs(run, CHECKPOINTS)).filter(finished),
  };
}

/** Reads `run.json`. Throws FileNotReadableError for a folder that is no run, DamagedFileError. */
export async function readRunRecord(run: string): Promise<RunRecord> {
  if (!(await isRun(run))) {
    throw new FileNotReadableError(
      `"${run}" is not a training run: it holds no ${RUN_FILE}. Choose a folder that train made.`,
      { path: run },
    );
  }
  return readJsonRecord(join(run, RUN_FILE), RunRecord);
}

/** Whether a folder holds a run. */
export function isRun(run: string): Promise<boolean> {
  return stat(join(run, RUN_FILE)).then(
    (found) => found.isFile(),
    () => false,
  );
}

function bestOf(history: readonly EpochRecord[]): RunSummary['best'] {
  const best = history[bestEpoch(history) - 1];
  if (!best) return null;
  const { epoch, validation } = best;
  return {
    epoch,
    scores: validation && { rmse: validation.rmse, psnr: validation.psnr, ssim: validation.ssim },
  };
}

/** The latest of several times in ISO 8601. */
function latest(times: (string | undefined)[]): string {
  return times.filter((time) => time !== undefined).reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}
