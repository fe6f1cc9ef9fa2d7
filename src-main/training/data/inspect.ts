import { InvalidRequestError } from '../../contract/errors';
import type { DataFinding, DataReport, FieldSummary } from '../../contract/training-api';
import type { DataSource, Patches, Split, TrainingNormalisation } from '../../contract/training-config';
import type { CallOptions } from '../../contract/signal';
import { checkDuplicates, checkPatchSize, checkRegistration } from './check-images';
import { checkEmpty, checkFinite, checkRange, checkSaturation, checkTypes } from './check-values';
import type { DataFiles } from './data-files';
import { evenlySpread, type Field, type FieldSet, type Part } from './fields';
import { fault, throwFirstError, warning } from './findings';
import type { ImageShelf } from './image-shelf';
import { openFields } from './open-fields';
import type { PlaneStore } from './plane-store';
import { splitFields } from './split';
import { surveyFields, type FieldFacts } from './survey';

/** What is looked at, and what of the network matters to it. */
export interface Inspected {
  data: DataSource;
  split: Split;
  patches: Patches;
  normalisation: TrainingNormalisation;
  seed: number;
  /** Target pixels per input pixel, and what sides have to be multiples of; absent where no network is chosen yet. */
  scale?: number | undefined;
  sizeStep?: number | undefined;
}

/** Data that were looked at: the report, and what it was made of. */
export interface Inspection {
  report: DataReport;
  set: FieldSet;
  parts: ReadonlyMap<string, Part>;
  /** Of all fields that have a part, in the order of the set. Training fields have the frames that are used. */
  facts: FieldFacts[];
  /** Side of the patches: a multiple of the size step. */
  side: number;
}

/** The tools of looking at data, which whoever calls owns. */
export interface DataTools {
  files: DataFiles;
  shelf: ImageShelf;
  store: PlaneStore;
}

/**
 * Finds, opens, splits and checks the data of a run. All that is wrong becomes findings; with `strict` the first error is
 * thrown instead, as InvalidRequestError, before more is read. Throws FileNotReadableError where the data are not there.
 */
export async function inspectData(
  request: Inspected,
  { files, shelf, store }: DataTools,
  strict: boolean,
  options: CallOptions,
): Promise<Inspection> {
  const { sizeStep = 1 } = request;
  const set = await openFields(files, request.data, request.scale, shelf, options);
  const side = Math.ceil(request.patches.side / sizeStep) * sizeStep;
  const { parts, findings: splitFindings } = partsOf(set.fields, request);
  const findings = [
    ...set.findings,
    ...(set.fields.length === 0 && set.findings.every(({ level }) => level !== 'error')
      ? [fault('unpaired', '', 'No pair of input and target was found.')]
      : []),
    ...splitFindings,
    ...checkTypes(set),
    ...checkPatchSize(set.fields, parts, { side, sizeStep }),
    ...sideFindings(request.patches.side, side, sizeStep),
  ];
  if (strict) throwFirstError(findings);

  const used = set.fields
    .filter(({ name }) => parts.get(name) !== 'unused')
    .map((field) => (parts.get(field.name) === 'train' ? limited(field, request.split) : field));
  const { facts, findings: unread } = await surveyFields(set, used, store, files, options);
  findings.push(
    ...unread,
    ...checkFinite(facts),
    ...checkEmpty(facts, set),
    ...checkDuplicates(facts, parts),
    ...checkRegistration(set.density ? facts.slice(0, 1) : facts),
    ...checkSaturation(facts),
    ...checkRange(facts, set, request.normalisation),
  );
  if (strict) throwFirstError(findings);
  return { report: reportOf(set, parts, facts, findings), set, parts, facts, side };
}

/** The part of each field; one that cannot be split is looked at whole, and a finding says why. */
function partsOf(
  fields: readonly Field[],
  { split, seed }: Inspected,
): { parts: Map<string, Part>; findings: DataFinding[] } {
  const names = fields.map(({ name }) => name);
  if (names.length === 0) return { parts: new Map(), findings: [] };
  try {
    return { parts: splitFields(names, split, seed), findings: [] };
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    const parts = new Map(names.map((name) => [name, 'train' as const]));
    return { parts, findings: [fault('split', '', error.message)] };
  }
}

function sideFindings(wanted: number, side: number, sizeStep: number): DataFinding[] {
  if (wanted === side) return [];
  const sentence = `Patches of ${wanted} pixels do not go through this network, which takes multiples of ${sizeStep}: patches of ${side} are cut.`;
  return [warning('size', '', sentence)];
}

/** A training field with no more frames than are to be used. */
function limited(field: Field, { framesPerField }: Split): Field {
  if (framesPerField === undefined || framesPerField >= field.frames.length) return field;
  return { ...field, frames: evenlySpread(field.frames.length, framesPerField).map((i) => field.frames[i]!) };
}

/** A field as reports list it. */
export function summaryOf({ name, input, target, frames, width, height }: Field): Omit<FieldSummary, 'part'> {
  return { name, input, target, frames: frames.length, width, height };
}

function reportOf(
  set: FieldSet,
  parts: ReadonlyMap<string, Part>,
  facts: readonly FieldFacts[],
  findings: DataFinding[],
): DataReport {
  const first = set.fields[0]?.frames[0];
  const training = facts.filter(({ field }) => parts.get(field.name) === 'train');
  return {
    fields: set.fields.map((field) => ({ ...summaryOf(field), part: parts.get(field.name)! })),
    findings: [...findings].sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning')),
    trainFrames: training.reduce((sum, { frames }) => sum + frames.length, 0),
    inputType: first?.input.image.info.pixelType ?? '',
    targetType: first?.target.image.info.pixelType ?? '',
    scale: set.scale,
  };
}
