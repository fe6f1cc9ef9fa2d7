import type { AppApi } from '../../src-main/contract/app-api';
import type { InstalledModel } from '../../src-main/contract/model';

/** The installed models, as the pickers show them. */
export class Models {
  readonly #api: AppApi;
  installed = $state.raw<InstalledModel[]>([]);
  /** Sentences about damaged bundles. */
  problems = $state.raw<string[]>([]);
  /** Whether they were read at least once. */
  isRead = $state(false);

  constructor(api: AppApi) {
    this.#api = api;
  }

  async refresh(): Promise<void> {
    const { models, problems } = await this.#api.listModels({});
    this.installed = newestFirst(models);
    this.problems = problems;
    this.isRead = true;
  }

  /** Has a model loaded that a click will likely ask for. What is wrong with it the click says. */
  prepare(model: string): void {
    this.#api.prepareModel({ model }).catch(() => undefined);
  }
}

/** Models that were trained here, the newest first, and then the others in their order. */
export function newestFirst(models: readonly InstalledModel[]): InstalledModel[] {
  const trainedAt = ({ record }: InstalledModel): string => record.training?.finishedAt ?? '';
  return [...models].sort((a, b) => trainedAt(b).localeCompare(trainedAt(a)));
}

/** The newest of the models that were trained here; null where none was. */
export function newestTrained(models: readonly InstalledModel[]): string | null {
  const first = newestFirst(models)[0];
  return first?.record.training ? first.name : null;
}

/** The model of the Super-resolve button: the one that was chosen, or the only one there is. Null where neither is. */
export function modelToUse(installed: readonly InstalledModel[], chosen: string | null): string | null {
  if (installed.some(({ name }) => name === chosen)) return chosen;
  return installed.length === 1 ? installed[0]!.name : null;
}
