import { InvalidRequestError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import { SimulationConfig } from '../contract/simulation';
import { SIMULATION_PRESETS } from '../contract/simulation-presets';
import type { Session } from './session';
import { readConfig, withSettingsOf } from './settings';

/** What a person says of a simulation on the command line. */
export interface SimulationChoice {
  /** A file of a configuration, or instead a preset's name. */
  config?: string | undefined;
  preset?: string | undefined;
  fields?: number | undefined;
  seed?: number | undefined;
  /** Settings typed as `key=value`. */
  set: readonly string[];
}

/**
 * The simulation that a person means: the file or preset, then the settings. Throws InvalidRequestError naming what is
 * missing, or the setting that does not fit with its value.
 */
export async function chooseSimulation(
  session: Session,
  { config: file, preset, fields, seed, set }: SimulationChoice,
  options: CallOptions,
): Promise<SimulationConfig> {
  if ((file === undefined) === (preset === undefined)) {
    throw new InvalidRequestError(
      'Name a preset (simulate --preset NAME --out FOLDER) or the file of a configuration (simulate CONFIG.json --out FOLDER); simulate presets lists them.',
      { parameter: 'preset' },
    );
  }
  const chosen = file === undefined ? presetNamed(preset!) : await readConfigFile(session, file, options);
  const config = { ...chosen, ...(fields !== undefined && { fields }), ...(seed !== undefined && { seed }) };
  return readConfig(SimulationConfig, withSettingsOf(SimulationConfig, config, set, 'sample.lengthUm=10'));
}

function presetNamed(name: string): object {
  const preset = SIMULATION_PRESETS.find((one) => one.name === name);
  if (preset) return preset.config;
  const known = SIMULATION_PRESETS.map((one) => one.name).join(', ');
  throw new InvalidRequestError(`There is no preset "${name}". There are: ${known}.`, {
    parameter: 'preset',
  });
}

/** A configuration, or the record of a simulation, which holds one. */
async function readConfigFile(session: Session, path: string, options: CallOptions): Promise<object> {
  const json = await session.withFiles((files) => files.readJson({ path }, options));
  const config = isObject(json) && isObject(json['simulation']) ? json['simulation'] : json;
  if (isObject(config)) return config;
  throw new InvalidRequestError(`${path} is no configuration: it has to be an object of settings.`, {
    parameter: 'config',
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
