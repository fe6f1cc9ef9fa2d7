import type { DatasetConfig, DatasetField } from '../contract/dataset';
import type { FoundStack, StackSurvey } from '../contract/dataset-api';
import { DiskFullError, FileNotWritableError, ProcessStoppedError } from '../contract/errors';
import type { FrameShift } from '../contract/reconstruction';
import { isAbort, type CallOptions } from '../contract/signal';
import { reconstruct } from './reconstruct';
import { rejections } from './field-rejections';
import type { Session } from './session';

/** Drift below this is not corrected, in pixels: moving frames back costs more sharpness than it gains. */
const NEGLIGIBLE_DRIFT = 0.1;

/** A field to be made part of a data set. */
export interface FieldToBuild {
  /** The folder of stacks, and the set's own. */
  stacks: string;
  folder: string;
  config: DatasetConfig;
  found: FoundStack;
}

/**
 * Surveys a stack, makes its target, judges it, and writes the frames into the set where all is well. Answers what became
 * of the field; a stack that cannot be read or reconstructed is left out with the reason. Throws where the set itself
 * cannot be written, and what cancels.
 */
export async function buildField(
  session: Session,
  wanted: FieldToBuild,
  options: CallOptions,
): Promise<DatasetField> {
  const { found, config } = wanted;
  const empty: DatasetField = {
    ...found,
    state: 'rejected',
    reasons: [],
    frames: 0,
    width: 0,
    height: 0,
    driftPx: null,
    bleached: null,
    saturated: null,
    rsp: null,
    targetShift: null,
    targetTop: null,
    picture: null,
  };
  let known = empty;
  try {
    const { field, survey } = await surveyed(session, wanted, empty, options);
    known = field;
    if (field.reasons.length > 0) return field;
    const made = await withTarget(session, wanted, { field, survey }, options);
    known = made;
    const reasons = rejections(made, config);
    if (reasons.length > 0) return { ...made, reasons };
    await session.withFiles((files) =>
      files.writeFrames({ ...stackOf(wanted, survey), out: inFolder(wanted, 'input', '.tif') }, options),
    );
    return { ...made, state: 'ready' };
  } catch (error) {
    if (isAbort(error) || !(error instanceof Error)) throw error;
    // These are about the set or this computer, not about the stack.
    if (error instanceof DiskFullError || error instanceof FileNotWritableError) throw error;
    if (error instanceof ProcessStoppedError && ['stopped', 'start'].includes(error.fields.reason))
      throw error;
    return { ...known, reasons: [error.message] };
  }
}

async function surveyed(
  session: Session,
  { stacks, config, found }: FieldToBuild,
  empty: DatasetField,
  options: CallOptions,
): Promise<{ field: DatasetField; survey: StackSurvey }> {
  const survey = await session.withFiles((files) =>
    files.surveyStack(
      { path: `${stacks}/${found.stack}`, frames: config.frames, drift: config.drift === 'estimate' },
      options,
    ),
  );
  const { frames, width, height, bleached, saturated, drift, driftProblem } = survey;
  const driftPx = drift?.largestPx ?? null;
  const field = { ...empty, frames, width, height, bleached, saturated, driftPx };
  const reasons = driftProblem === null ? rejections(field, config) : [driftProblem];
  return { field: { ...field, reasons }, survey };
}

/** The target, and how it fits the mean of the frames in their places. */
async function withTarget(
  session: Session,
  wanted: FieldToBuild,
  { field, survey }: { field: DatasetField; survey: StackSurvey },
  options: CallOptions,
): Promise<DatasetField> {
  const [average, target] = [
    inFolder(wanted, 'work', '_average.tif'),
    inFolder(wanted, 'work', '_target.tif'),
  ];
  const stack = stackOf(wanted, survey);
  await writeTarget(session, wanted, survey, target, options);
  await session.withFiles((files) => files.writeAverage({ ...stack, out: average }, options));
  const { rsp, shift, top, picture } = await session.withFiles((files) =>
    files.judgeTarget({ target, average }, options),
  );
  return { ...field, rsp, targetShift: shift, targetTop: top, picture };
}

async function writeTarget(
  session: Session,
  { stacks, config: { target, grid, margin }, found }: FieldToBuild,
  survey: StackSurvey,
  out: string,
  options: CallOptions,
): Promise<void> {
  const { width, height, frames } = survey;
  if (target.method === 'truth') {
    if (found.truth === null) {
      throw new Error(
        `No truth was found for ${found.stack}: a file of the same field whose name, or folder, says "truth".`,
      );
    }
    const path = `${stacks}/${found.truth}`;
    await session.withFiles((files) => files.writeTruth({ path, width, height, margin, grid, out }, options));
    return;
  }
  await reconstruct(
    session,
    {
      input: [`${stacks}/${found.stack}`],
      out,
      params: target,
      series: 1,
      frames: Array.from({ length: frames }, (_, frame) => frame + 1),
      channels: [1],
      region: { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin },
      framesPerImage: 0,
      grid,
      shifts: shiftsOf(survey),
    },
    options,
  );
}

function stackOf({ stacks, config: { frames, margin }, found }: FieldToBuild, survey: StackSurvey) {
  return { path: `${stacks}/${found.stack}`, frames, margin, shifts: shiftsOf(survey) ?? [] };
}

/** How far frames are moved back; undefined where the drift is not worth it. */
function shiftsOf({ drift }: StackSurvey): FrameShift[] | undefined {
  return drift && drift.largestPx > NEGLIGIBLE_DRIFT ? drift.shifts : undefined;
}

function inFolder({ folder, found }: FieldToBuild, part: string, end: string): string {
  return `${folder}/${part}/${found.name}${end}`;
}
