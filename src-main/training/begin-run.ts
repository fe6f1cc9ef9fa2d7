import type { DeviceInfo } from '../contract/compute-api';
import type { Baselines, RunEnvironment, RunRecord } from '../contract/run';
import type { PreparedData, TrainingDataApi } from '../contract/training-data-api';
import type { TrainingConfig } from '../contract/training-config';
import { BaselineSheet } from './baselines';
import { eachHeldOut } from './held-out';

/** Scores what no network is needed for on the held-out images; null where no field is held out. */
export async function scoreBaselines(
  data: TrainingDataApi,
  prepared: PreparedData,
  look: () => Promise<void>,
): Promise<Baselines | null> {
  const sheet = new BaselineSheet(prepared, prepared.rescaling);
  await eachHeldOut(data, prepared, look, (pair) => sheet.add(pair));
  return sheet.baselines();
}

/** What computes, as a run's record keeps it. */
export function environmentOf(device: DeviceInfo, host: string, finescope: string): RunEnvironment {
  const { runtime, kind, device: name, threads, oneDnn } = device;
  return { finescope, runtime, device: name, kind, threads, oneDnn, host };
}

/** What there is to know where a run goes on under other circumstances: sentences, none where nothing changed. */
export function changesSince(
  record: RunRecord,
  now: { config: TrainingConfig; environment: RunEnvironment; fingerprint: string },
): string[] {
  const sentences: string[] = [];
  const [before, after] = [record.environment, now.environment].map(
    ({ device, threads, runtime, oneDnn, kind }) =>
      `${runtime} on ${device}, ${threads} ${threads === 1 ? 'thread' : 'threads'}${kind === 'cpu' && !oneDnn ? ', without oneDNN' : ''}`,
  );
  if (before !== after) {
    sentences.push(
      `The run was computed by ${before}; now by ${after}. It goes on well, but the last bits of its numbers will differ from those of a run that was not interrupted.`,
    );
  }
  if (record.data.fingerprint !== now.fingerprint) {
    sentences.push(
      'Files of the training data changed since the run began. It goes on with what is there now; fields that were held out stay held out.',
    );
  }
  if (now.config.schedule.kind === 'cosine' && now.config.epochs !== record.config.epochs) {
    sentences.push(
      `The learning rate falls until epoch ${now.config.epochs} now, not ${record.config.epochs}: it rises once where the run goes on.`,
    );
  }
  return sentences;
}

/** The split of a run by name, so that a field that was held out stays it whatever files came or went. */
export function sameSplit(record: RunRecord): TrainingConfig {
  const { config, data } = record;
  const { validation, test } = data;
  return { ...config, split: { ...config.split, validation: validation.length > 0 ? validation : 0, test } };
}
