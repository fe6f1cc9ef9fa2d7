import { InvalidRequestError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import { DataSource, type TrainingConfig } from '../contract/training-config';
import { TRAINING_PRESETS } from '../contract/training-presets';
import type { Session } from './session';
import { readTrainingConfig, withSettings } from './training-settings';

/** What a person says of a run on the command line. */
export interface TrainingChoice {
  /** A file of a configuration, or instead a preset's name; and what is trained on, where the file does not say. */
  config?: string | undefined;
  preset?: string | undefined;
  data?: string | undefined;
  /** Positions of emitters, for frames that `data` names. */
  positions?: string | undefined;
  /** Settings typed as `key=value`. */
  set: readonly string[];
  /** The run's folder, which the run is called after where nothing else is said. */
  out: string;
}

/**
 * The configuration that a person means: the file or preset, the data, then the settings. Throws InvalidRequestError
 * naming what is missing, or the setting that does not fit with its value.
 */
export async function chooseTraining(
  session: Session,
  choice: TrainingChoice,
  options: CallOptions,
): Promise<TrainingConfig> {
  const { config: file, preset } = choice;
  if ((file === undefined) === (preset === undefined)) {
    throw new InvalidRequestError(
      'Name the file of a configuration (train CONFIG.json --out RUN), or a preset and data (train --preset NAME --data FOLDER --out RUN); train presets lists them.',
      { parameter: 'config' },
    );
  }
  const chosen = file === undefined ? presetNamed(preset!) : await readConfigFile(session, file, options);
  const config = {
    name: nameOf(choice.out),
    ...chosen,
    ...(choice.data !== undefined && { data: dataSourceOf(choice.data, choice.positions) }),
  };
  const split = await splitOfDataset(session, config, choice.set, options);
  const read = readTrainingConfig(withSettings({ ...config, ...(split && { split }) }, choice.set));
  return { ...read, loss: await withBundles(session, read.loss, options) };
}

/**
 * The fields that a data set made by `dataset build` holds out, where the person holds out none by name or number;
 * undefined where data are no such set.
 */
async function splitOfDataset(
  session: Session,
  config: { data?: unknown; split?: unknown },
  set: readonly string[],
  options: CallOptions,
): Promise<object | undefined> {
  const data = DataSource.safeParse(config.data).data;
  const own = Object(config.split) as Record<string, unknown>;
  const isSaid =
    'validation' in own || 'test' in own || set.some((setting) => /^split\.(validation|test)=/.test(setting));
  if (data?.kind !== 'folder' || isSaid) return undefined;
  const dataset = await session.withFiles((files) => files.readDataset({ folder: data.folder }, options));
  return dataset ? { ...own, ...dataset.split } : undefined;
}

/** A data source as a person names it: a folder, a table of pairs (.csv), or frames with the positions of emitters. */
export function dataSourceOf(data: string, positions?: string): DataSource {
  if (positions !== undefined) return DataSource.parse({ kind: 'localisations', frames: data, positions });
  return DataSource.parse(
    /\.csv$/i.test(data) ? { kind: 'table', file: data } : { kind: 'folder', folder: data },
  );
}

/** The configuration of a preset. Throws {@link InvalidRequestError} listing those there are. */
export function presetNamed(name: string): object {
  const preset = TRAINING_PRESETS.find((one) => one.name === name);
  if (preset) return preset.config;
  const known = TRAINING_PRESETS.map((one) => one.name).join(', ');
  throw new InvalidRequestError(`There is no preset "${name}". There are: ${known}.`, {
    parameter: 'preset',
  });
}

async function readConfigFile(session: Session, path: string, options: CallOptions): Promise<object> {
  const json = await session.withFiles((files) => files.readJson({ path }, options));
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json;
  throw new InvalidRequestError(`${path} is no configuration: it has to be an object of settings.`, {
    parameter: 'config',
  });
}

/** The last part of a run folder's path. */
function nameOf(out: string): string {
  return (
    out
      .split(/[\\/]/)
      .filter((part) => part !== '' && part !== '.')
      .pop() ?? 'run'
  );
}

/** Perceptual losses name a model; a run keeps where its bundle lies. */
export async function withBundles(
  session: Session,
  loss: TrainingConfig['loss'],
  options: CallOptions,
): Promise<TrainingConfig['loss']> {
  return Promise.all(
    loss.map(async (term) => {
      if (term.kind !== 'perceptual') return term;
      const { model } = term;
      const folder = session.modelsFolder;
      const found = await session.withFiles((files) => files.findModel({ model, folder }, options));
      if (found.kind === 'bundle') return { ...term, model: found.path };
      throw new InvalidRequestError(
        `The perceptual loss names weights that are not installed: import them first (finescope models import ${model}).`,
        { parameter: 'loss' },
      );
    }),
  );
}
