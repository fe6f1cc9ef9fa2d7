import type { DataReport, DataRequest, TrainingEstimate } from '../../src-main/contract/training-api';
import { TrainingConfig, type DataSource } from '../../src-main/contract/training-config';
import { fileName } from './path-text';
import { changedIn } from './change-in';
import { problemSentence } from './problem-sentence';
import { TRAINING_PRESETS } from '../../src-main/contract/training-presets';

/** Everything of a configuration but its name and its data. */
export type TrainingSettings = Omit<TrainingConfig, 'format' | 'version' | 'name' | 'data'>;

/** What a person is choosing before a network is trained. */
export class TrainingForm {
  data = $state.raw<DataSource | null>(null);
  /** What was typed as its name; null while the suggestion stands. */
  #typedName = $state<string | null>(null);
  /** The preset that the settings began as. */
  preset = $state(TRAINING_PRESETS[0]!.name);
  settings = $state.raw<TrainingSettings>(settingsOf(TRAINING_PRESETS[0]!.name));
  #report = $state.raw<{ report: DataReport; of: string } | null>(null);
  #estimate = $state.raw<{ estimate: TrainingEstimate; of: string } | null>(null);
  /** Why the last check or estimate came to nothing; empty where it did not. */
  failure = $state('');

  /** The name of the run and of its model, as it is typed or suggested. */
  get name(): string {
    return this.#typedName ?? this.suggestedName;
  }
  set name(typed: string) {
    this.#typedName = typed;
  }

  /** The data's own name. */
  readonly suggestedName = $derived.by(() => {
    const { data } = this;
    if (!data) return '';
    if (data.kind === 'folder') return fileName(data.folder);
    return fileName(data.kind === 'table' ? data.file : data.frames).replace(/\.[a-z]+$/i, '');
  });

  readonly #parsed = $derived.by(() =>
    this.data
      ? TrainingConfig.safeParse({ ...this.settings, name: this.name.trim(), data: this.data })
      : null,
  );
  /** What is to be trained; null while something is missing. */
  readonly config: TrainingConfig | null = $derived(this.#parsed?.data ?? null);
  /** What of the settings cannot be as it is, as sentences. */
  readonly problems: readonly string[] = $derived(
    (this.#parsed?.error?.issues ?? []).map(({ path, message }) => problemSentence(path, message)),
  );

  /** What the data are checked by. */
  readonly request: DataRequest | null = $derived.by(() => {
    const { data, settings } = this;
    if (!data) return null;
    const { split, patches, normalisation, seed } = settings;
    return { data, split, patches, normalisation, seed };
  });
  readonly #requestText = $derived(JSON.stringify(this.request));
  readonly #configText = $derived(JSON.stringify(this.config && { ...this.config, name: '' }));

  /** What the data were last found to be, while what decides about them is as it was. */
  readonly report = $derived(this.#report?.of === this.#requestText ? this.#report.report : null);
  readonly hasErrors = $derived(this.report?.findings.some(({ level }) => level === 'error') ?? false);
  readonly estimate = $derived(this.#estimate?.of === this.#configText ? this.#estimate.estimate : null);
  /** Whether there was an estimate that the settings have left behind. */
  readonly isEstimateOld = $derived(this.#estimate !== null && this.estimate === null);

  /** Whether a setting is another than the preset's. */
  readonly isChanged = $derived(JSON.stringify(this.settings) !== JSON.stringify(settingsOf(this.preset)));

  /** Settings of a preset; data and name stay. */
  choosePreset(name: string): void {
    this.preset = name;
    this.settings = settingsOf(name);
  }

  /** Changes one setting: `path` are the keys that lead to it. */
  set(path: readonly (string | number)[], value: unknown): void {
    this.settings = changedIn(this.settings, path, value);
  }

  /** Changes what is said of the data beside where they lie. */
  setData(key: string, value: unknown): void {
    if (this.data) this.data = changedIn(this.data, [key], value);
  }

  /** Takes over everything of a configuration but its name. */
  takeConfig({ data, ...config }: TrainingConfig): void {
    this.data = data;
    this.settings = withoutNames(config);
  }

  /** Takes a report in, unless the settings moved on meanwhile. */
  take(request: DataRequest, report: DataReport): void {
    this.#report = { report, of: JSON.stringify(request) };
  }

  takeEstimate(config: TrainingConfig, estimate: TrainingEstimate): void {
    this.#estimate = { estimate, of: JSON.stringify({ ...config, name: '' }) };
  }
}

function settingsOf(presetName: string): TrainingSettings {
  const preset = TRAINING_PRESETS.find(({ name }) => name === presetName)!;
  const data = { kind: 'folder', folder: 'unknown' };
  return withoutNames(TrainingConfig.parse({ ...preset.config, name: presetName, data }));
}

function withoutNames(config: object): TrainingSettings {
  return Object.fromEntries(
    Object.entries(config).filter(([key]) => !['format', 'version', 'name', 'data'].includes(key)),
  ) as TrainingSettings;
}
