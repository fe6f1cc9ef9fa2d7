import { describeArchitecture } from '../../src-main/commands/models';
import type { Baselines, RunDetail, Scores } from '../../src-main/contract/run';
import { BASELINE_NAMES } from '../../src-main/figures/run-curves';
import { isUnderWay } from './run-text';
import { bestOf } from './run-verdict';

/** A row of the table below the curves: one way to get an image, scored on the held-out fields. */
export interface ScoreRow {
  key: string;
  name: string;
  isNetwork: boolean;
  /** Whether it stands out: the network at its best. */
  isBest: boolean;
  rmse: string;
  psnr: string;
  ssim: string;
  /** dB over the best rescaling of the raw frame, with its sign. */
  gain: string;
  trend: string;
}

/** What reached what on the held-out fields: the network at its best and now, and what needs none. */
export function scoreRows({
  record,
  history,
  summary,
}: Pick<RunDetail, 'record' | 'history' | 'summary'>): ScoreRow[] {
  const rescaled = record.baselines?.rescaled.psnr ?? null;
  const row = (key: string, name: string, scores: Scores, trend = '', isNetwork = false): ScoreRow => ({
    key,
    name,
    isNetwork,
    isBest: key === 'best',
    rmse: scores.rmse.toFixed(4),
    psnr: scores.psnr.toFixed(2),
    ssim: scores.ssim?.toFixed(4) ?? '',
    gain: rescaled === null || key === 'rescaled' ? '' : signed(scores.psnr - rescaled),
    trend,
  });
  const network = describeArchitecture(record.config.architecture);
  const last = history.at(-1);
  const best = last && bestOf(history);
  const rows: ScoreRow[] = [];
  if (best?.validation) {
    rows.push(
      row('best', `${network}, epoch ${best.epoch}`, best.validation, trendOf(history, best.epoch), true),
    );
    if (last?.validation && last.epoch !== best.epoch)
      rows.push(
        row(
          'last',
          `${isUnderWay(summary.state) ? 'now' : 'last'}, epoch ${last.epoch}`,
          last.validation,
          '',
          true,
        ),
      );
  }
  for (const kind of Object.keys(BASELINE_NAMES) as (keyof Baselines)[]) {
    const scores = record.baselines?.[kind];
    if (scores)
      rows.push(row(kind, BASELINE_NAMES[kind], scores, kind === 'ownRescaled' ? 'needs the target' : ''));
  }
  return rows;
}

function trendOf(history: RunDetail['history'], best: number): string {
  const without = (history.at(-1)?.epoch ?? best) - best;
  if (without === 0) return 'best now';
  return `no gain for ${without} ${without === 1 ? 'epoch' : 'epochs'}`;
}

function signed(gain: number): string {
  const text = Math.abs(gain).toFixed(2);
  return `${gain < 0 && text !== '0.00' ? '\u2212' : '+'}${text}`;
}
