import type { CallOptions } from '../contract/signal';
import type { CurveMeasure } from '../figures/loss-curves';
import { namedRuns } from '../figures/run-comparison';
import { runCurves } from '../figures/run-curves';
import type { Session } from './session';
import { readRun } from './train';
import { requireCurveFormat, writeCurves } from './write-curves';

/** Curves of runs as a person asks for them: their folders, the file to write, and how it looks. */
export interface CurvesRequest {
  runs: string[];
  out: string;
  measure: CurveMeasure;
  /** In mm. */
  width: number;
  /** Epochs that the inset magnifies; 0 for none. */
  last: number;
}

/** Writes the curves of runs over epochs into one file. Throws InvalidRequestError, FileNotReadableError. */
export async function writeRunCurves(
  session: Session,
  { runs, out, measure, width, last }: CurvesRequest,
  options: CallOptions,
): Promise<{ out: string; runs: string[]; measure: CurveMeasure }> {
  requireCurveFormat(out);
  const details = [];
  for (const run of runs) details.push(await readRun(session, run, options));
  const named = namedRuns(details);
  const size = { widthMm: width, heightMm: Math.max(60, width * 0.55), lastEpochs: last };
  await writeCurves(session, runCurves(named, measure, size), out, options);
  return { out, measure, runs: named.map(({ name }) => name) };
}
