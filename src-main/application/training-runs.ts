import type { AppEvent } from '../contract/app-api';
import type { RunEvent } from '../contract/app-training';
import { InvalidRequestError } from '../contract/errors';
import type { StreamOptions } from '../contract/rpc';
import { isAbort, type CallOptions } from '../contract/signal';
import type { TrainingConfig } from '../contract/training-config';
import type { Session } from '../jobs/session';
import { readRun, resumeTraining, train, type TrainedRun } from '../jobs/train';
import { LiveRun } from './live-run';
import { runFolder } from './run-folder';
import { watchElsewhere } from './watch-elsewhere';

/** What training runs are made of. */
export interface TrainingRunsOptions {
  session: Session;
  /** Keeps the computer from sleeping, or lets it again. */
  keepAwake: (isAwake: boolean) => void;
}

/** The runs that this application trains, whichever window began them: a page that is loaded anew finds them going on. */
export class TrainingRuns {
  readonly #session: Session;
  readonly #keepAwake: (isAwake: boolean) => void;
  readonly #live = new Map<string, LiveRun>();
  readonly #listeners = new Set<(event: AppEvent) => void>();
  #isAwake = false;

  constructor({ session, keepAwake }: TrainingRunsOptions) {
    this.#keepAwake = keepAwake;
    // What a run has to say goes to every window.
    const notify = (sentence: string): void => this.#tell({ kind: 'notice', level: 'warning', sentence });
    this.#session = { ...session, notify };
  }

  /** Tells a window of what happens, until the answer is called. */
  listen(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Begins a run and answers its folder when it stands there. Cancelling gives it up until then. */
  async start(config: TrainingConfig, options: CallOptions): Promise<string> {
    const run = runFolder(this.#session.runsFolder, config.name, new Date());
    await this.#begin(new LiveRun(run), options, (live) =>
      train(this.#session, { config, run }, live, { signal: live.signal }),
    );
    return run;
  }

  /** Goes on with a run from its last whole epoch; answers when it does. */
  async resume(run: string, epochs: number | undefined, options: CallOptions): Promise<void> {
    const known = this.#live.get(run);
    if (known) throw new InvalidRequestError(`${known.name} is being trained already.`, { parameter: 'run' });
    await this.#begin(new LiveRun(run), options, (live) =>
      resumeTraining(this.#session, { run, epochs }, live, { signal: live.signal }),
    );
  }

  /** Pauses, continues or stops a run. Throws {@link InvalidRequestError} for one that is not trained here. */
  async control(run: string, action: 'pause' | 'continue' | 'stop'): Promise<void> {
    const training = this.#live.get(run)?.training;
    if (!training) {
      throw new InvalidRequestError(
        'This Finescope does not train the run. Where another one or a terminal does, pause or stop it there.',
        { parameter: 'run' },
      );
    }
    await training.control({ action });
  }

  /** Tells of a run until it has ended; one that is trained elsewhere is looked at every few seconds. */
  async watch(run: string, { signal, onEvent = () => undefined }: StreamOptions<RunEvent>): Promise<void> {
    const live = this.#live.get(run);
    const read = () => readRun(this.#session, run, { ...(signal && { signal }) });
    if (!live) return watchElsewhere(read, onEvent, signal);
    let early: RunEvent[] | null = []; // until the whole run was told
    const stop = live.listen((event) => (early ? early.push(event) : onEvent(event)));
    try {
      for (const event of live.openingOf(await read())) onEvent(event);
      const missed = early;
      early = null;
      for (const event of missed) onEvent(event);
      await live.until(signal);
      onEvent({ kind: 'run', ...live.standing(await read()) });
    } finally {
      stop();
    }
  }

  /** Has a run trained in the background; resolves when it has begun, and fails where it does not come to that. */
  #begin(
    live: LiveRun,
    { signal }: CallOptions,
    work: (live: LiveRun) => Promise<TrainedRun>,
  ): Promise<void> {
    this.#live.set(live.path, live);
    this.#watchOver();
    const giveUp = () => live.giveUp();
    signal?.addEventListener('abort', giveUp);
    return new Promise((resolve, reject) => {
      live.listen(({ kind }) => {
        if (kind !== 'run' && kind !== 'state') return;
        this.#watchOver();
        this.#tell({ kind: 'runs' });
        resolve();
      });
      const ended = (then: () => void): void => {
        signal?.removeEventListener('abort', giveUp);
        this.#live.delete(live.path);
        this.#watchOver();
        live.end();
        then();
        this.#tell({ kind: 'runs' });
      };
      void work(live).then(
        (outcome) => ended(() => this.#tellOutcome(live, outcome)),
        (error: unknown) =>
          ended(() => {
            if (!live.hasBegun) reject(error);
            else if (!isAbort(error)) this.#warn(`${live.name}: ${(error as Error).message}`);
          }),
      );
    });
  }

  #tellOutcome({ name, path }: LiveRun, { state, reason, installed }: TrainedRun): void {
    if (state === 'failed' && reason !== null) this.#warn(`${name}: ${reason}`);
    if (installed !== null) this.#tell({ kind: 'trained', run: path, model: name });
  }

  #warn(sentence: string): void {
    this.#tell({ kind: 'notice', level: 'warning', sentence });
  }

  /** Sleep is kept away while a run computes; one that is paused may be slept over. */
  #watchOver(): void {
    const isAwake = [...this.#live.values()].some(({ state }) => state === 'running');
    if (isAwake === this.#isAwake) return;
    this.#isAwake = isAwake;
    this.#keepAwake(isAwake);
  }

  #tell(event: AppEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
