import type { AppApi } from '../../src-main/contract/app-api';
import type { RunSummary } from '../../src-main/contract/run';
import { isAbort } from '../../src-main/contract/signal';
import { isUnderWay } from './run-text';
import { DatasetForm } from './dataset-form.svelte';
import { TrainingForm } from './training-form.svelte';
import { TrainingRun } from './training-run.svelte';

/** What training tells the window beside its runs' numbers. */
export interface TrainingNotes {
  notice: (run: TrainingRun, sentence: string) => void;
  fail: (error: unknown) => void;
}

/** The training runs of this user as a window knows them: the list, and those that are followed. */
export class Training {
  readonly #api: AppApi;
  readonly #notes: TrainingNotes;
  readonly #stops = new Map<string, AbortController>();
  readonly form = new TrainingForm();
  readonly dataset = new DatasetForm();
  runs = $state.raw<RunSummary[]>([]);
  /** Sentences about run folders that cannot be read. */
  problems = $state.raw<string[]>([]);
  isRead = $state(false);
  /** Runs that are under way or shown in a tab, by path. */
  known = $state.raw<ReadonlyMap<string, TrainingRun>>(new Map());

  constructor(api: AppApi, notes: TrainingNotes) {
    this.#api = api;
    this.#notes = notes;
  }

  /** Runs that this application trains, the one begun first in front. */
  readonly ours = $derived([...this.known.values()].filter(({ isOurs, isUnderWay }) => isOurs && isUnderWay));

  /** Those that stand still through no will of the person, the one changed last first. */
  readonly interrupted = $derived(this.runs.filter(({ state }) => state === 'interrupted'));

  /** Reads the list anew, and follows the runs that are under way. */
  async refresh(): Promise<void> {
    const { runs, problems } = await this.#api.listRuns({});
    this.runs = runs;
    this.problems = problems;
    this.isRead = true;
    for (const { path, name, state } of runs) {
      if (isUnderWay(state) || this.known.has(path)) this.follow(path, name);
    }
  }

  /** The run in a folder, followed from now on. */
  follow(path: string, name: string): TrainingRun {
    const known = this.known.get(path);
    const run = known ?? new TrainingRun(path, name);
    if (!known) this.known = new Map(this.known).set(path, run);
    if (!run.isFollowed) void this.#listen(run);
    return run;
  }

  /** Forgets a run that no tab shows, unless it is under way. */
  release(run: TrainingRun): void {
    if (run.isUnderWay) return;
    this.#stops.get(run.path)?.abort();
    const known = new Map(this.known);
    known.delete(run.path);
    this.known = known;
  }

  async #listen(run: TrainingRun): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(run.path, stop);
    run.isFollowed = true;
    try {
      await this.#api.watchRun(
        { run: run.path },
        {
          signal: stop.signal,
          onEvent: (event) => {
            run.hear(event);
            if (event.kind === 'notice') this.#notes.notice(run, event.sentence);
          },
        },
      );
    } catch (error) {
      if (isAbort(error)) return;
      run.failure = error instanceof Error ? error.message : String(error);
      if (run.detail) this.#notes.fail(error);
    } finally {
      run.isFollowed = false;
      this.#stops.delete(run.path);
    }
  }
}
