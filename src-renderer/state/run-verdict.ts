import type { EpochRecord, RunDetail } from '../../src-main/contract/run';
import { isUnderWay } from './run-text';

/** What the numbers of a run say, first of all and in words. */
export interface RunVerdict {
  /** `good`: better than what needs no network. `open`: nothing can be said yet, or at all. */
  level: 'good' | 'poor' | 'open';
  title: string;
  text: string;
}

/** So many epochs at the end say how steady a network is. */
const LAST = 10;
/** Without a gain for so many epochs, more of them are unlikely to bring one. */
const LONG_WITHOUT_GAIN = 10;
/** A run whose best epoch is no older than this is improving. */
const STILL_IMPROVING = 5;
/** Differences below this are told as none. */
const SMALLEST_DB = 0.005;

/** The verdict on a run: its best epoch against the best rescaling of the raw frame, and how steady that is. */
export function runVerdict({
  record,
  history,
  summary,
}: Pick<RunDetail, 'record' | 'history' | 'summary'>): RunVerdict {
  const last = history.at(-1);
  if (!last) {
    return {
      level: 'open',
      title: isUnderWay(summary.state) ? 'The first epoch is under way' : 'No epoch was finished',
      text: 'Scores on the held-out fields come with the end of each epoch.',
    };
  }
  const best = bestOf(history);
  const rescaled = record.baselines?.rescaled.psnr;
  if (!best.validation || rescaled === undefined) {
    return {
      level: 'open',
      title: `Training loss ${best.train.loss.toPrecision(3)} at epoch ${best.epoch}`,
      text: 'No field is held out: the curve tells how well the training fields are learnt by heart, not how good the model is on others.',
    };
  }
  const gain = best.validation.psnr - rescaled;
  const isImproving = isUnderWay(summary.state) && last.epoch - best.epoch < STILL_IMPROVING;
  const leads = gain >= SMALLEST_DB;
  return {
    level: leads ? 'good' : isImproving ? 'open' : 'poor',
    title: titleOf(gain, isImproving),
    text: [
      `At its best epoch, ${best.epoch}.`,
      isImproving && !leads
        ? 'It is still improving.'
        : `${steadiness(history, rescaled)} ${progressSince(best, last, isUnderWay(summary.state))}`.trim(),
    ]
      .filter(Boolean)
      .join(' '),
  };
}

function titleOf(gain: number, isImproving: boolean): string {
  const baseline = 'the best rescaling of the raw frame';
  if (Math.abs(gain) < SMALLEST_DB) return `As good as ${baseline}, no better`;
  if (gain > 0) return `Leads, ${gain.toFixed(2)} dB above ${baseline}`;
  return `Does not ${isImproving ? 'yet ' : ''}reach ${baseline}: ${(-gain).toFixed(2)} dB below`;
}

/** The best epoch of a history that has one. */
export function bestOf(history: readonly EpochRecord[]): EpochRecord {
  return [...history].reverse().find(({ best }) => best) ?? history[0]!;
}

/** How the last epochs stand to the baseline, on average, and how much they vary. */
function steadiness(history: readonly EpochRecord[], rescaled: number): string {
  if (history.length < 2 * LAST) return '';
  const gains = history
    .slice(-LAST)
    .flatMap(({ validation }) => (validation ? [validation.psnr - rescaled] : []));
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const spread = Math.max(...gains) - Math.min(...gains);
  const side = mean >= 0 ? 'above' : 'below';
  const noise =
    spread > Math.max(0.3, Math.abs(mean)) ? ': noisy, so confirm on a second field.' : ', and steady.';
  return `Over the last ${LAST} epochs it is ${Math.abs(mean).toFixed(2)} dB ${side}${noise}`;
}

function progressSince(best: EpochRecord, last: EpochRecord, isRunning: boolean): string {
  const without = last.epoch - best.epoch;
  if (without < LONG_WITHOUT_GAIN) return '';
  return isRunning
    ? `It has not improved since epoch ${best.epoch}.`
    : `It did not improve in its last ${without} epochs.`;
}
