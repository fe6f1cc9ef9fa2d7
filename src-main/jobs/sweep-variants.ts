import { InvalidRequestError } from '../contract/errors';
import { SweepConfig, type SweepVariant } from '../contract/sweep-config';
import type { DataSource, TrainingConfig } from '../contract/training-config';
import { TRAINING_PRESETS } from '../contract/training-presets';
import { dataSourceOf, presetNamed } from './choose-training';
import { readTrainingConfig, withSettings } from './training-settings';

/** A run of a sweep: what it is called there, the name of its folder below the sweep's, and how it is trained. */
export interface SweepRun {
  name: string;
  folder: string;
  config: TrainingConfig;
}

/** So many runs at most: a grid grows quickly. */
const MOST_RUNS = 1000;

/**
 * All runs of a sweep as a person wrote it: variants in their order, within each the combinations of the grid, its last
 * key fastest. Throws {@link InvalidRequestError} naming the key, its value and the variant.
 */
export function sweepRuns(json: unknown): SweepRun[] {
  const sweep = readSweepConfig(json);
  const combinations = gridCombinations(sweep.grid);
  const variants = sweep.variants ?? [{ set: {} }];
  const count = variants.length * combinations.length;
  if (count > MOST_RUNS) {
    throw invalid(
      `This sweep has ${count} runs; at most ${MOST_RUNS} are trained. Take values out of the grid.`,
      'grid',
    );
  }
  const runs = variants.flatMap((variant) =>
    combinations.map((combination) => aRun(sweep, variant, combination)),
  );
  const seen = new Map<string, string>();
  for (const { name, folder } of runs) {
    const other = seen.get(folder.toLowerCase());
    if (other !== undefined) {
      throw invalid(
        `Two runs of the sweep would have the folder "${folder}": ${other} and ${name}. Give each variant a name of its own.`,
        'variants',
      );
    }
    seen.set(folder.toLowerCase(), name);
  }
  return runs;
}

/** The configuration of a sweep, checked. Throws {@link InvalidRequestError}. */
function readSweepConfig(json: unknown): SweepConfig {
  const checked = SweepConfig.safeParse(json);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    const path = issue.path.join('.') || 'the sweep';
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys(SweepConfig.shape).join(', ');
      throw invalid(`A sweep has no "${issue.keys[0]}" (in ${path}). At its top there are: ${known}.`, path);
    }
    throw invalid(`${path} of the sweep does not fit: ${issue.message}.`, path);
  }
  const sweep = checked.data;
  const begun = [sweep.preset, sweep.config].filter((start) => start !== undefined).length;
  const eachHasPreset = sweep.variants?.every(({ preset }) => preset !== undefined) ?? false;
  if (begun > 1) throw invalid('A sweep begins with a preset or with a config, not with both.', 'config');
  if (begun === 0 && !eachHasPreset) {
    const known = TRAINING_PRESETS.map((preset) => preset.name).join(', ');
    throw invalid(`A sweep begins with a preset or a config. Presets: ${known}.`, 'preset');
  }
  return sweep;
}

type Setting = [key: string, value: unknown];

function aRun(sweep: SweepConfig, variant: SweepVariant, combination: Setting[]): SweepRun {
  const own: Setting[] = Object.entries(variant.set);
  const name = runName(variant, own, combination);
  const preset = variant.preset ?? sweep.preset;
  const start = preset === undefined ? sweep.config! : presetNamed(preset);
  try {
    const begun = { ...start, ...dataOf(sweep), name: `${sweep.name}: ${name}` };
    const settings = [...Object.entries(sweep.set), ...own, ...combination];
    const config = withSettings(
      begun,
      settings.map(([key, value]) => `${key}=${JSON.stringify(value)}`),
    );
    return { name, folder: folderName(name), config: readTrainingConfig(config) };
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw invalid(`${name}: ${error.message}`, error.fields.parameter);
  }
}

function dataOf({ data }: SweepConfig): { data?: DataSource } {
  return data === undefined ? {} : { data: typeof data === 'string' ? dataSourceOf(data) : data };
}

/** The variant's name, or what it sets; then what of the grid it is. */
function runName({ name, preset }: SweepVariant, own: Setting[], combination: Setting[]): string {
  const first = name ?? [...(preset === undefined ? [] : [preset]), ...own.map(settingText)].join(' ');
  return [first, ...combination.map(settingText)].filter((part) => part !== '').join(' ') || 'as configured';
}

/** "learningRate=0.001", "blocks=(3,6,3)": the key's last part, so that names stay short. */
function settingText([key, value]: Setting): string {
  const short = key.split('.').at(-1)!;
  const written = Array.isArray(value)
    ? `(${value.join(',')})`
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
  return `${short}=${written}`;
}

/** A name that every file system takes. */
function folderName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N}()=,._+-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return safe.slice(0, 100) || 'run';
}

function gridCombinations(grid: SweepConfig['grid']): Setting[][] {
  return Object.entries(grid).reduce<Setting[][]>(
    (combinations, [key, values]) =>
      combinations.flatMap((combination) => values.map((value): Setting[] => [...combination, [key, value]])),
    [[]],
  );
}

function invalid(sentence: string, parameter: string): InvalidRequestError {
  return new InvalidRequestError(sentence, { parameter });
}
