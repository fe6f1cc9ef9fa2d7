import { isAbort, type CallOptions, type Progress } from '../../src-main/contract/signal';
import { elapsedText, timeText } from '../../src-main/contract/time-text';

/** Work that runs in the background and that a person sees: what, how far, how long still, cancel. */
export class Job {
  readonly title: string;
  /** The tab it works for, by id; null where it is the window's. */
  readonly tab: string | null;
  readonly startedAt = Date.now();
  readonly #cancel = new AbortController();
  progress = $state.raw<Progress | null>(null);
  state = $state<'running' | 'done' | 'cancelled' | 'failed'>('running');
  /** Milliseconds from start to end. */
  duration = $state(0);

  constructor(title: string, tab: string | null) {
    this.title = title;
    this.tab = tab;
  }

  /** From 0 to 1; null while it cannot be told. */
  readonly part = $derived(
    this.progress && this.progress.total > 0 ? Math.min(1, this.progress.done / this.progress.total) : null,
  );

  /** Milliseconds left, by the pace so far; null until there is a pace. */
  readonly leftMs = $derived.by(() => {
    const { part } = this;
    if (part === null || part <= 0 || part >= 1) return null;
    const elapsed = Date.now() - this.startedAt;
    return elapsed > 500 ? (elapsed * (1 - part)) / part : null;
  });

  /** "36 s left", or nothing while it cannot be told. */
  readonly leftText = $derived(this.leftMs === null ? '' : `${timeText(this.leftMs)} left`);

  /** "17 %", or nothing while it cannot be told. */
  readonly percentText = $derived(this.part === null ? '' : `${Math.floor(this.part * 100)} %`);

  get signal(): AbortSignal {
    return this.#cancel.signal;
  }

  cancel(): void {
    this.#cancel.abort();
  }
}

/** The jobs of this window, the newest last. */
export class Jobs {
  readonly #note: (sentence: string) => void;
  list = $state<Job[]>([]);
  readonly running = $derived(this.list.filter(({ state }) => state === 'running'));

  /** `note` is told how each job ended. */
  constructor(note: (sentence: string) => void = () => undefined) {
    this.#note = note;
  }

  /** Runs `work` as a job, of a tab where it is one's. Cancelled work answers undefined; a failure is thrown on. */
  async run<Result>(
    title: string,
    work: (options: CallOptions, job: Job) => Promise<Result>,
    tab: string | null = null,
  ): Promise<Result | undefined> {
    this.list.push(new Job(title, tab));
    const job = this.list.at(-1)!; // the reactive one
    try {
      const onProgress = (progress: Progress) => (job.progress = progress);
      const result = await work({ signal: job.signal, onProgress }, job);
      job.state = 'done';
      return result;
    } catch (error) {
      job.state = isAbort(error) ? 'cancelled' : 'failed';
      if (isAbort(error)) return undefined;
      throw error;
    } finally {
      job.duration = Date.now() - job.startedAt;
      this.#note(`${title}: ${job.state === 'done' ? `done in ${elapsedText(job.duration)}` : job.state}.`);
    }
  }

  /** The jobs under way that work for a tab. */
  runningFor(tab: string): Job[] {
    return this.running.filter((job) => job.tab === tab);
  }

  /** Forgets jobs that ended. */
  clearEnded(): void {
    this.list = this.list.filter(({ state }) => state === 'running');
  }
}
