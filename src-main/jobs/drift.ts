import type { DriftReport, DriftSettings } from '../contract/drift';
import type { FilesApi } from '../contract/files-api';
import type { MeasuredPart } from '../contract/quality-api';
import type { FrameShift } from '../contract/reconstruction';
import type { CallOptions } from '../contract/signal';
import { driftSvg } from '../figures/drift-svg';
import { driftTable, readDriftTable } from './drift-table';
import { fileName } from './output-names';
import type { Session } from './session';
import { requireCurveFormat, writeDrawing } from './write-curves';

/** The drift of a stack as a person asks for it, and the files to write. */
export interface DriftRequest {
  image: MeasuredPart;
  settings: DriftSettings;
  /** The table, and a plot as .svg or .png. */
  out: string;
  plot?: string | undefined;
}

/** What was estimated, and what was written. */
export interface WrittenDrift extends DriftReport {
  out: string;
  plot: string | null;
}

/** Estimates the drift of a stack and writes it as a table and, where asked, as a plot. Throws InvalidRequestError. */
export async function writeDrift(
  session: Session,
  { image, settings, out, plot }: DriftRequest,
  options: CallOptions,
): Promise<WrittenDrift> {
  if (plot !== undefined) requireCurveFormat(plot);
  const report = await session.withFiles((files) => files.estimateDrift({ image, settings }, options));
  await session.withFiles((files) => files.writeText({ path: out, text: driftTable(report) }, options));
  if (plot !== undefined) await writeDrawing(session, driftSvg(report), plot, options);
  return { ...report, out, plot: plot ?? null };
}

/** What is done about drift: nothing, an estimate, or what a table says. */
export type DriftChoice = { kind: 'none' } | { kind: 'estimate' } | { kind: 'table'; path: string };

/** Reads "none", "estimate" or the path of a table. */
export function driftChoice(text: string): DriftChoice {
  return text === 'none' || text === 'estimate' ? { kind: text } : { kind: 'table', path: text };
}

/** Shifts of the frames of a stack; undefined where nothing is to be corrected. */
export async function shiftsOf(
  files: FilesApi,
  choice: DriftChoice,
  image: MeasuredPart,
  notice: (sentence: string) => void,
  options: CallOptions,
): Promise<FrameShift[] | undefined> {
  if (choice.kind === 'none') return undefined;
  if (choice.kind === 'table') {
    const text = await files.readText({ path: choice.path }, options);
    return readDriftTable(text, fileName(choice.path), image.frames);
  }
  const settings: DriftSettings = { framesPerBlock: 0, reference: 'mean' };
  const { shifts, notes } = await files.estimateDrift({ image, settings }, options);
  for (const note of notes) notice(`${fileName(image.path)}: ${note}`);
  return shifts;
}
