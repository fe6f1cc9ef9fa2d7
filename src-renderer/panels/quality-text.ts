import type { DecorrelationReport, FrcReport, SquirrelReport } from '../../src-main/contract/quality-api';

/** What is written where a measure has no number. */
const NONE = '–';

/** A row of the table of resolutions. */
export interface ResolutionRow {
  measure: string;
  /** With its unit. */
  length: string;
  pixels: string;
}

/** The resolutions that were measured, in the pixels' unit and in pixels. */
export function resolutionRows(
  frc: FrcReport | null,
  decorrelation: DecorrelationReport | null,
): ResolutionRow[] {
  const row = (measure: string, { resolutionPx, resolutionUm }: FrcReport | DecorrelationReport) => ({
    measure,
    length: resolutionUm === null ? NONE : lengthText(resolutionUm),
    pixels: resolutionPx === null ? NONE : resolutionPx.toFixed(2),
  });
  const OF: Record<FrcReport['of'], string> = {
    'two-images': 'FRC of two images',
    'odd-and-even-frames': 'FRC of odd and even frames',
    'one-image': 'FRC of one image',
  };
  return [
    ...(frc ? [row(OF[frc.of], frc)] : []),
    ...(decorrelation ? [row('Decorrelation', decorrelation)] : []),
  ];
}

/** "231 nm" below a micrometre, else "1.25 µm". */
function lengthText(um: number): string {
  return um < 1 ? `${Math.round(um * 1000)} nm` : `${um.toPrecision(3)} µm`;
}

/** The numbers of SQUIRREL's fit, each with what it says. */
export function fitRows({
  rsp,
  rse,
  sigmaPx,
}: SquirrelReport): { name: string; value: string; hint: string }[] {
  return [
    { name: 'RSP', value: rsp.toFixed(4), hint: 'Correlation with the reference after blurring: 1 is best.' },
    { name: 'RSE', value: rse.toPrecision(4), hint: 'Root mean squared error, in values of the reference.' },
    {
      name: 'Blur',
      value: `${sigmaPx.toFixed(2)} px SD`,
      hint: "What brings it to the reference's resolution.",
    },
  ];
}
