import { SimulationConfig } from '../../src-main/contract/simulation';
import { SIMULATION_PRESETS } from '../../src-main/contract/simulation-presets';
import { changedIn } from './change-in';
import { problemSentence } from './problem-sentence';

/** What a person is choosing before a sample is simulated. */
export class SimulationForm {
  /** The preset that the settings began as. */
  preset = $state(SIMULATION_PRESETS[0]!.name);
  settings = $state.raw<SimulationConfig>(settingsOf(SIMULATION_PRESETS[0]!.name));

  readonly #parsed = $derived(SimulationConfig.safeParse(this.settings));
  /** What is to be simulated; null while something does not fit. */
  readonly config: SimulationConfig | null = $derived(this.#parsed.data ?? null);
  /** What of the settings cannot be as it is, as sentences. */
  readonly problems: readonly string[] = $derived(
    (this.#parsed.error?.issues ?? []).map(({ path, message }) => problemSentence(path, message)),
  );
  /** Whether a setting is another than the preset's. */
  readonly isChanged = $derived(JSON.stringify(this.settings) !== JSON.stringify(settingsOf(this.preset)));

  choosePreset(name: string): void {
    this.preset = name;
    this.settings = settingsOf(name);
  }

  /** Changes one setting: `path` are the keys that lead to it. */
  set(path: readonly (string | number)[], value: unknown): void {
    this.settings = changedIn(this.settings, path, value);
  }
}

function settingsOf(preset: string): SimulationConfig {
  return SimulationConfig.parse(SIMULATION_PRESETS.find(({ name }) => name === preset)!.config);
}
