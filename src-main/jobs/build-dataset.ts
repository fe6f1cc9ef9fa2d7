import type { DatasetConfig, DatasetField, DatasetRecord } from '../contract/dataset';
import { InvalidRequestError } from '../contract/errors';
import { AbortError, isAbort, throwIfCancelled, type CallOptions } from '../contract/signal';
import { Patches, TrainingNormalisation } from '../contract/training-config';
import { contactSheetSvg } from '../figures/contact-sheet';
import { buildField } from './build-field';
import { datasetHtml } from './dataset-html';
import type { Session } from './session';

/** Of 16 bits: where the brightest thousandth of the brightest target begins. What is brighter has room above. */
const TOP_OF_TARGETS = 59_000;

/** A data set as it is asked for. */
export interface BuildRequest {
  /** The folder of stacks, one for each field. */
  stacks: string;
  /** The set's folder: a new one, or one in which the same set was begun. */
  out: string;
  config: DatasetConfig;
}

/** A set that was built. */
export interface BuiltDataset extends DatasetRecord {
  folder: string;
  /** Fields that an earlier run had done already. */
  kept: number;
  /** What the check of training data found, as sentences. */
  findings: string[];
}

/** What travels beside the work. */
export interface BuildOptions extends CallOptions {
  /** Hears of each field when it is done. */
  onField?: ((field: DatasetField, count: number) => void) | undefined;
}

/**
 * Builds a training set of a folder of stacks, field by field. A field that is done is not done again: cancelled or cut
 * off, the same request goes on, and stacks that were added later are added to the set. The set is complete when its
 * folder of targets appears; from then on `train --data` takes it.
 *
 * Throws InvalidRequestError where too few fields are ready to train on, FileNotWritableError for a folder that holds
 * anything else.
 */
export async function buildDataset(
  session: Session,
  { stacks, out, config }: BuildRequest,
  { onField = () => undefined, ...options }: BuildOptions,
): Promise<BuiltDataset> {
  const { validation, test, seed, ...plan } = config;
  const found = await session.withFiles((files) =>
    files.findStacks({ folder: stacks, field: config.field }, options),
  );
  const done = await session.withFiles((files) =>
    files.takeDatasetFolder({ folder: out, plan: JSON.parse(JSON.stringify(plan)) }, options),
  );
  const fields: DatasetField[] = [];
  let kept = 0;
  for (const [index, stack] of found.entries()) {
    throwIfCancelled(options.signal);
    const activity = `${stack.name} (${index + 1} of ${found.length})`;
    const told = (part: number) =>
      options.onProgress?.({ done: index + part, total: found.length, unit: 'fields', activity });
    told(0);
    const earlier = done.find(
      ({ name, stack: path, bytes, modifiedMs }) =>
        name === stack.name &&
        path === stack.stack &&
        bytes === stack.bytes &&
        modifiedMs === stack.modifiedMs,
    );
    if (earlier) kept++;
    const field =
      earlier ??
      (await build(session, { stacks, folder: out, config, found: stack }, told, options.signal, index));
    fields.push(field);
    onField(field, found.length);
  }
  return complete(session, { stacks, out, config }, { fields, kept }, options);
}

async function build(
  session: Session,
  wanted: Parameters<typeof buildField>[1],
  told: (part: number) => void,
  signal: CallOptions['signal'],
  before: number,
): Promise<DatasetField> {
  // Surveying, reconstructing, averaging, writing: each tells its own progress, and most of the time is the second's.
  let reached = 0;
  const onProgress: CallOptions['onProgress'] = ({ done, total, unit, activity }) => {
    if (!total) return;
    const [from, to] =
      activity === 'Surveying'
        ? [0, 0.2]
        : unit === 'frames' && activity?.startsWith('Writing')
          ? [0.9, 1]
          : [0.2, 0.9];
    reached = Math.max(reached, from + ((to - from) * done) / total);
    told(reached);
  };
  try {
    const field = await buildField(session, wanted, { signal, onProgress });
    await session.withFiles((files) => files.keepField({ folder: wanted.folder, field }));
    return field;
  } catch (error) {
    if (!isAbort(error)) throw error;
    throw new AbortError(
      `Stopped. ${before === 1 ? '1 field is' : `${before} fields are`} done; the same command goes on.`,
    );
  }
}

async function complete(
  session: Session,
  { stacks, out, config }: BuildRequest,
  { fields, kept }: { fields: DatasetField[]; kept: number },
  options: CallOptions,
): Promise<BuiltDataset> {
  const { validation, test, seed } = config;
  const ready = fields.filter(({ state }) => state === 'ready');
  if (ready.length === 0) {
    const [first] = fields.filter(({ reasons }) => reasons.length > 0);
    throw new InvalidRequestError(
      `None of the ${fields.length} fields can be used. ${first ? `${first.name}: ${first.reasons[0]}` : ''} Change the limits, or the parameters of the target.`,
      { parameter: 'limits' },
    );
  }
  const names = ready.map(({ name }) => name);
  const split = await session.withFiles((files) =>
    files.divideFields({ names, validation, test, seed }, options),
  );
  const top = Math.max(...ready.map(({ targetTop }) => targetTop!));
  const record: DatasetRecord = {
    finescope: session.version,
    created: new Date().toISOString(),
    stacks,
    config,
    targetScale: Number((TOP_OF_TARGETS / top).toPrecision(6)),
    split,
    fields: fields.map(({ picture: _, ...field }) => field),
  };
  await session.withFiles((files) => files.completeDataset({ folder: out, record }, options));
  const sides = ready.flatMap(({ width, height }) => [width - 2 * config.margin, height - 2 * config.margin]);
  const report = await session.withFiles((files) =>
    files.checkTrainingData(
      {
        data: { kind: 'folder', folder: out },
        split: { ...split, validationFrames: 1 },
        patches: Patches.parse({ kind: 'slices', side: Math.max(8, Math.min(128, ...sides)) }),
        normalisation: TrainingNormalisation.parse({ kind: 'fixed' }),
        seed,
      },
      options,
    ),
  );
  const findings = report.findings.map(({ sentence }) => sentence);
  await session.withFiles(async (files) => {
    const html = datasetHtml(record, fields, findings);
    await files.writeText({ path: `${out}/report.html`, text: html }, options);
    await files.writeText({ path: `${out}/contact-sheet.svg`, text: contactSheetSvg(fields) }, options);
  });
  return { ...record, folder: out, kept, findings };
}
