import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InternalError } from '../../contract/errors';
import type { TrainedModelFacts, TrainingSummary } from '../../contract/model';
import type { EpochRecord, RunRecord } from '../../contract/run';
import type { DataSource } from '../../contract/training-config';
import { networkOf } from '../../models/catalog';
import { sizeStep } from '../../models/geometry';
import type { Weights } from '../../models/layers';
import { testImage, testImageSide } from '../../models/test-image';
import { writeBundle, type DraftRecord } from '../model-bundle';
import { fittingModelName } from '../model-name';
import { readRecord } from '../model-record';
import { MODEL } from './layout';

/** What a trained model is written from. */
export interface TrainedModel {
  run: string;
  record: RunRecord;
  epoch: EpochRecord;
  /** SHA-256 of the checkpoint that the weights are of. */
  checkpointSha256: string;
  facts: TrainedModelFacts;
  weights: Weights;
  predict: (input: Float32Array, size: { width: number; height: number }) => Float32Array;
}

/** Writes a trained model as a complete bundle below its run folder and answers where. Throws DiskFullError. */
export async function writeTrainedModel(model: TrainedModel): Promise<string> {
  const { run, record, weights, predict } = model;
  const side = testImageSide(sizeStep(networkOf(record.config.architecture)));
  const values = testImage(side);
  const output = predict(values, { width: side, height: side });
  const outputSide = side * record.data.outputScale;
  if (output.length !== outputSide ** 2) {
    const detail = `${output.length} values for ${outputSide} x ${outputSide}`;
    throw new InternalError(`The trained network answered its test image wrongly: ${detail}.`, { detail });
  }
  return writeBundle(join(run, MODEL), modelRecord(model), weights, {
    input: { shape: [1, side, side, 1], values },
    output: { shape: [1, outputSide, outputSide, 1], values: output },
  });
}

/** The bundle below a run folder; null where there is none that is complete. */
export async function trainedModel(run: string): Promise<string | null> {
  const names = await readdir(join(run, MODEL)).catch(() => []);
  for (const name of names) {
    const path = join(run, MODEL, name);
    const record = name.startsWith('.') ? null : await readRecord(path).catch(() => null);
    if (record?.test) return path;
  }
  return null;
}

function modelRecord({ run, record, epoch, checkpointSha256, facts }: TrainedModel): DraftRecord {
  const { config, parameters, environment } = record;
  return {
    name: fittingModelName(config.name),
    description: describe(record),
    ...(config.data.kind === 'localisations' && { pixelSizeUm: config.data.pixelSizeNm / 1000 }),
    architecture: config.architecture,
    parameters,
    normalisation: facts.normalisation,
    output: facts.output,
    training: summarise(run, record, epoch),
    provenance: {
      source: `training run "${config.name}", epoch ${epoch.epoch}`,
      sourceSha256: checkpointSha256,
      importedAt: epoch.endedAt,
      finescope: environment.finescope,
    },
    licence: 'Licence: whoever trained it decides; Finescope asks for none.',
  };
}

function summarise(run: string, record: RunRecord, epoch: EpochRecord): TrainingSummary {
  const { config, data, baselines, startedAt } = record;
  return {
    run,
    startedAt,
    epoch: epoch.epoch,
    epochs: config.epochs,
    steps: epoch.step,
    fields: data.train.length,
    frames: data.frames,
    heldOut: data.validation,
    rmse: epoch.validation?.rmse ?? null,
    psnr: epoch.validation?.psnr ?? null,
    ssim: epoch.validation?.ssim ?? null,
    baselines: baselines && { raw: baselines.raw.psnr, rescaled: baselines.rescaled.psnr },
    finishedAt: new Date().toISOString(),
  };
}

/** "DenseED (3,6,3), trained on 15 fields (30 frames) of w2s: low to high. Best of 200 epochs on 3 fields held out." */
function describe({ config, data }: RunRecord): string {
  const network = networkOf(config.architecture).name;
  const amount = `${count(data.train.length, 'field')} (${count(data.frames, 'frame')})`;
  const heldOut = data.validation.length;
  const chosen = heldOut > 0 ? ` Chosen by ${count(heldOut, 'field')} held out.` : ' No field was held out.';
  return `${network}, trained on ${amount} of ${sayData(config.data)}.${chosen}`;
}

function sayData(data: DataSource): string {
  switch (data.kind) {
    case 'folder': {
      const roles = [data.input, data.target].filter((role) => role !== undefined);
      return roles.length === 2 ? `${basename(data.folder)} (${roles.join(' to ')})` : basename(data.folder);
    }
    case 'table':
      return basename(data.file);
    case 'localisations':
      return `${basename(data.frames)} with the positions of ${basename(data.positions)}`;
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
