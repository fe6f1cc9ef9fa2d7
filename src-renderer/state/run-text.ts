import { timeText } from '../../src-main/contract/time-text';
import type { RunState, RunSummary } from '../../src-main/contract/run';

/** What a run's state is called. */
export const STATE_NAMES: Record<RunState, string> = {
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

/** How a state is meant: a badge has its colour. */
export const STATE_KINDS: Record<RunState, 'plain' | 'accent' | 'ok' | 'warn' | 'bad'> = {
  running: 'accent',
  paused: 'warn',
  finished: 'ok',
  stopped: 'plain',
  failed: 'bad',
  interrupted: 'warn',
};

/** Whether a run trains, or waits. */
export function isUnderWay(state: RunState): boolean {
  return state === 'running' || state === 'paused';
}

/** Whether a run can be gone on with. A finished one trains beyond its end. */
export function canResume(state: RunState): boolean {
  return !isUnderWay(state);
}

/** "1 h 41 min left"; nothing while it cannot be told. */
export function leftText(seconds: number | null): string {
  return seconds === null ? '' : `${timeText(seconds * 1000)} left`;
}

/** "22:14", or with the day where it was not today. */
export function clockText(date: Date): string {
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** "BPAE overnight was interrupted at epoch 41 of 200." */
export function standingSentence({ name, state, epoch, epochs }: RunSummary): string {
  const at = epoch === 0 ? 'before its first epoch was finished' : `at epoch ${epoch} of ${epochs}`;
  switch (state) {
    case 'running':
      return `${name} is being trained, epoch ${Math.min(epochs, epoch + 1)} of ${epochs}.`;
    case 'paused':
      return `${name} is paused ${at}.`;
    case 'finished':
      return `${name} finished its ${epochs} epochs.`;
    case 'stopped':
      return `${name} was stopped ${at}.`;
    case 'failed':
      return `${name} failed ${at}.`;
    case 'interrupted':
      return `${name} was interrupted ${at}.`;
  }
}

/** The best score of a run in short: "24.58 dB at epoch 103". */
export function bestText({ best }: Pick<RunSummary, 'best'>): string {
  if (!best) return '';
  return best.scores ? `${best.scores.psnr.toFixed(2)} dB at epoch ${best.epoch}` : `epoch ${best.epoch}`;
}

/** What the best epoch gains over the best rescaling, dB with its sign; empty where nothing was held out. */
export function gainOf({ best, baselines }: Pick<RunSummary, 'best' | 'baselines'>): string {
  if (!best?.scores || !baselines) return '';
  const gain = best.scores.psnr - baselines.rescaled.psnr;
  return `${gain < 0 ? '\u2212' : '+'}${Math.abs(gain).toFixed(2)}`;
}

/** A small number as a person writes it: "3 × 10⁻⁴", "0.38". */
export function rateText(value: number): string {
  if (value === 0 || Math.abs(value) >= 0.001) return String(Number(value.toPrecision(4)));
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  const raised = exponent.replace('-', '\u207b').replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `${Number(Number(digits).toPrecision(3))} \u00d7 10${raised}`;
}

const SUPERSCRIPTS = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';
