import { DatasetConfig, type DatasetField } from '../../src-main/contract/dataset';
import { changedIn } from './change-in';
import { problemSentence } from './problem-sentence';

/** What a person is choosing before a data set is built of raw stacks, and what became of its fields. */
export class DatasetForm {
  /** The folder of stacks; empty until one is chosen. */
  stacks = $state('');
  settings = $state.raw<DatasetConfig>(DatasetConfig.parse({}));
  /** Fields that are done, in their order, and how many there are. */
  fields = $state.raw<readonly DatasetField[]>([]);
  count = $state(0);
  isBuilding = $state(false);
  /** The set that was built; empty until there is one. */
  folder = $state('');
  /** Why the last attempt came to nothing; empty where it did not. */
  failure = $state('');

  readonly #parsed = $derived(DatasetConfig.safeParse(this.settings));
  /** What is to be built; null while something does not fit. */
  readonly config: DatasetConfig | null = $derived(this.#parsed.data ?? null);
  /** What of the settings cannot be as it is, as sentences. */
  readonly problems: readonly string[] = $derived(
    (this.#parsed.error?.issues ?? []).map(({ path, message }) => problemSentence(path, message)),
  );
  readonly ready = $derived(this.fields.filter(({ state }) => state === 'ready').length);

  /** Begins with the usual parameters of a method. */
  chooseMethod(method: DatasetConfig['target']['method']): void {
    this.settings = { ...this.settings, target: DatasetConfig.parse({ target: { method } }).target };
  }

  /** Changes one setting: `path` are the keys that lead to it. */
  set(path: readonly (string | number)[], value: unknown): void {
    this.settings = changedIn(this.settings, path, value);
  }

  choose(stacks: string): void {
    this.stacks = stacks;
    [this.fields, this.count, this.folder, this.failure] = [[], 0, '', ''];
  }

  /** Nothing is known of the fields of a set that is begun. */
  begin(): void {
    [this.fields, this.count, this.folder, this.failure, this.isBuilding] = [[], 0, '', '', true];
  }

  take(field: DatasetField, count: number): void {
    this.fields = [...this.fields, field];
    this.count = count;
  }
}
