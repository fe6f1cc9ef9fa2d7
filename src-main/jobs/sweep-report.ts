import type { CallOptions } from '../contract/signal';
import { csvText } from '../figures/csv-text';
import type { CurveMeasure } from '../figures/loss-curves';
import { compareRuns, comparisonNotes, type ComparedRun, type NamedRun } from '../figures/run-comparison';
import { runCurves } from '../figures/run-curves';
import type { Session } from './session';
import { writeCurves } from './write-curves';

/** What a sweep's runs came to: rows in their order, and what makes them hard to compare. */
export interface SweepComparison {
  rows: ComparedRun[];
  notes: string[];
}

/** Compares runs, and writes that into `folder`: comparison.csv, comparison.json, curves as SVG and, if asked, as PNG. */
export async function writeSweepReport(
  session: Session,
  { runs, folder, pictures }: { runs: readonly NamedRun[]; folder: string; pictures: boolean },
  options: CallOptions,
): Promise<SweepComparison> {
  const comparison = { rows: compareRuns(runs), notes: comparisonNotes(runs) };
  if (runs.length === 0) return comparison;
  await session.withFiles(async (files) => {
    const write = (name: string, text: string) =>
      files.writeText({ path: `${folder}/${name}`, text }, options);
    await write('comparison.csv', comparisonCsv(comparison.rows));
    await write('comparison.json', `${JSON.stringify(comparison, null, 2)}\n`);
  });
  for (const measure of measuresOf(runs)) {
    const figure = runCurves(runs, measure);
    await writeCurves(session, figure, `${folder}/curves-${measure}.svg`, options);
    if (pictures) await writeCurves(session, figure, `${folder}/curves-${measure}.png`, options);
  }
  return comparison;
}

/** RMSE as in the paper's figure, with PSNR where fields are held out. */
function measuresOf(runs: readonly NamedRun[]): CurveMeasure[] {
  const isScored = runs.some(({ detail }) => detail.history.some(({ validation }) => validation !== null));
  return isScored ? ['rmse', 'psnr'] : ['rmse'];
}

const COLUMNS: [title: string, of: (row: ComparedRun) => string | number | null][] = [
  ['name', ({ name }) => name],
  ['network', ({ network }) => network],
  ['parameters', ({ parameters }) => parameters],
  ['fields', ({ fields }) => fields],
  ['state', ({ state }) => state],
  ['epochs', ({ epochs }) => epochs],
  ['steps', ({ steps }) => steps],
  ['best epoch', ({ bestEpoch }) => bestEpoch],
  ['RMSE', ({ rmse }) => rmse],
  ['PSNR (dB)', ({ psnr }) => psnr],
  ['SSIM', ({ ssim }) => ssim],
  ['over the best rescaling (dB)', ({ overRescaled }) => overRescaled],
  ['PSNR, mean of the last 10 epochs (dB)', ({ lastTenPsnr }) => lastTenPsnr],
  ['seconds per epoch', ({ secondsPerEpoch }) => secondsPerEpoch],
  ['run', ({ run }) => run],
];

/** The rows for a spreadsheet, numbers as they are. */
function comparisonCsv(rows: readonly ComparedRun[]): string {
  const cells = rows.map((row) => COLUMNS.map(([, of]) => String(of(row) ?? '')));
  return csvText([COLUMNS.map(([title]) => title), ...cells]);
}
