import type { RunEvent } from '../../src-main/contract/app-training';
import type { RunDetail, RunState, RunSummary } from '../../src-main/contract/run';
import type { CurveMeasure } from '../../src-main/figures/loss-curves';
import { isUnderWay } from './run-text';
import { bestOf } from './run-verdict';

/** Steps of the epoch under way. */
export type RunStep = RunEvent & { kind: 'step' };

/** Which epoch's preview is shown: one that stays, or always the best or the newest. */
export type ShownEpoch = number | 'best' | 'latest';

/** Epochs whose pace says how long the rest takes, where nobody tells it. */
const PACE_EPOCHS = 5;

/** A training run as a window follows it: its tab, and what is chosen in it. */
export class TrainingRun {
  readonly id: string;
  readonly kind = 'run';
  readonly path: string;
  title = $state('');
  /** All the run told; null until it was read. */
  detail = $state.raw<RunDetail | null>(null);
  /** Whether this application trains it. */
  isOurs = $state(false);
  step = $state.raw<RunStep | null>(null);
  /** Seconds to the planned end, as they were told at {@link toldAt} (ms since 1970). */
  secondsLeft = $state<number | null>(null);
  toldAt = $state(0);
  /** Why it cannot be followed. */
  failure = $state('');
  /** The state as it was last told; a detail that was read before may be older. */
  #state = $state<RunState | null>(null);
  #reason = $state<string | null>(null);
  /** Whether the application tells of it just now. */
  isFollowed = false;

  measure = $state<CurveMeasure>('rmse');
  shownEpoch = $state<ShownEpoch>('best');
  /** The epoch under the pointer in the plot. */
  cursor = $state<number | null>(null);

  constructor(path: string, title: string) {
    this.id = `run-${path}`;
    this.path = path;
    this.title = title;
  }

  readonly summary: RunSummary | null = $derived.by(() => {
    if (!this.detail) return null;
    const { summary } = this.detail;
    return { ...summary, state: this.#state ?? summary.state, reason: this.#reason ?? summary.reason };
  });
  readonly state: RunState | null = $derived(this.summary?.state ?? null);
  readonly history = $derived(this.detail?.history ?? []);
  /** Finished epochs, and how many are planned. */
  readonly epoch = $derived(this.history.at(-1)?.epoch ?? 0);
  readonly epochs = $derived(this.detail?.record.config.epochs ?? 0);
  readonly isUnderWay = $derived(this.state !== null && isUnderWay(this.state));
  /** The best epoch; null before the first has ended. */
  readonly best = $derived(this.history.length > 0 ? bestOf(this.history) : null);

  /** Steps done of all that are planned, from 0 to 1. */
  readonly part = $derived.by(() => {
    if (this.epochs === 0) return null;
    const { step } = this;
    const begun = step && step.epoch > this.epoch ? step.step / step.stepsPerEpoch : 0;
    return Math.min(1, (this.epoch + begun) / this.epochs);
  });
  /** "82 %" while it runs. */
  readonly percentText = $derived(
    this.part === null || !this.isUnderWay ? '' : `${Math.floor(this.part * 100)} %`,
  );

  /** Seconds to the planned end, by what was told last and what has passed since; null while it cannot be told. */
  readonly leftNow = $derived.by(() => {
    const { step, epoch, epochs, secondsLeft } = this;
    if (secondsLeft !== null) {
      void step; // told anew at every step
      return Math.max(0, secondsLeft - (Date.now() - this.toldAt) / 1000);
    }
    if (step && step.epoch > epoch)
      return step.secondsPerStep * (step.stepsPerEpoch * (epochs - epoch) - step.step);
    const last = this.history.slice(-PACE_EPOCHS);
    if (last.length === 0) return null;
    return (last.reduce((sum, { seconds }) => sum + seconds, 0) / last.length) * (epochs - epoch);
  });

  /** The epoch whose preview is shown; null where none is kept. */
  readonly previewEpoch = $derived.by(() => {
    const previews = this.detail?.previews ?? [];
    if (previews.length === 0) return null;
    if (this.shownEpoch === 'latest') return previews.at(-1)!;
    const wanted = this.shownEpoch === 'best' ? (this.best?.epoch ?? 0) : this.shownEpoch;
    return nearest(previews, wanted);
  });

  /** Takes in what the application tells. */
  hear(event: RunEvent): void {
    switch (event.kind) {
      case 'run':
        this.detail = event.detail;
        this.title = event.detail.summary.name;
        this.isOurs = event.isOurs;
        this.#state = null;
        this.#reason = null;
        this.failure = '';
        this.#setLeft(event.secondsLeft);
        return;
      case 'step':
        this.step = event;
        return;
      case 'epoch':
        if (this.detail) this.detail = withEpoch(this.detail, event);
        this.#setLeft(event.secondsLeft);
        return;
      case 'state':
        this.#state = event.state;
        this.#reason = event.reason;
        return;
      case 'notice':
        return; // a message of the window
    }
  }

  #setLeft(seconds: number | null): void {
    this.secondsLeft = seconds;
    this.toldAt = Date.now();
  }
}

/** A run after another epoch; one it holds already is told again. */
function withEpoch(
  detail: RunDetail,
  { record, hasPreview }: Pick<RunEvent & { kind: 'epoch' }, 'record' | 'hasPreview'>,
): RunDetail {
  const history = [...detail.history.filter(({ epoch }) => epoch < record.epoch), record];
  const before = detail.previews.filter((epoch) => epoch < record.epoch);
  const { epoch, validation } = record;
  return {
    ...detail,
    history,
    previews: hasPreview ? [...before, epoch] : before,
    checkpoints: [...detail.checkpoints.filter((kept) => kept < epoch), epoch],
    summary: {
      ...detail.summary,
      epoch,
      changedAt: record.endedAt,
      ...(record.best && { best: { epoch, scores: validation } }),
    },
  };
}

/** The member of a sorted list that is nearest to a value. */
export function nearest(sorted: readonly number[], value: number): number {
  return sorted.reduce((best, one) => (Math.abs(one - value) < Math.abs(best - value) ? one : best));
}
