import type { FilesApi } from '../../contract/files-api';
import type { FrameShift } from '../../contract/reconstruction';
import type { CallOptions } from '../../contract/signal';
import { Split } from '../../contract/training-config';
import {
  beginTargets,
  completeDataset,
  keepField,
  readDataset,
  takeDatasetFolder,
} from '../../io/dataset-folder';
import { splitFields } from '../../training/data/split';
import { withPart } from '../measured-image';
import { findStacks } from './find-stacks';
import { judgeTarget } from './judge-target';
import { surveyStack } from './survey-stack';
import { writeAverage, writeFrames, type StackToWrite } from './write-stack';
import { readPlane, writeTargets, writeTruth } from './write-targets';

type DatasetCalls =
  | 'findStacks'
  | 'surveyStack'
  | 'writeAverage'
  | 'writeFrames'
  | 'writeTruth'
  | 'judgeTarget'
  | 'takeDatasetFolder'
  | 'keepField'
  | 'completeDataset'
  | 'divideFields'
  | 'readDataset';

/** What `files` processes do for data sets. */
export const datasetCalls: Pick<FilesApi, DatasetCalls> = {
  findStacks: ({ folder, field }) => findStacks(folder, field),
  surveyStack: ({ path, frames, drift }, options = {}) =>
    withStack({ path, frames }, options, (source, part) => surveyStack(source, part, drift, options)),
  writeAverage: (request, options = {}) => writing(request, options, writeAverage),
  writeFrames: (request, options = {}) => writing(request, options, writeFrames),
  writeTruth: (request, options = {}) => writeTruth(request, options),
  judgeTarget: async ({ target, average }, options = {}) =>
    judgeTarget(await readPlane(target, options), await readPlane(average, options)),
  takeDatasetFolder: ({ folder, plan }) => takeDatasetFolder(folder, { plan }),
  keepField: ({ folder, field }) => keepField(folder, field),
  async completeDataset({ folder, record }, options = {}) {
    await writeTargets(folder, record, await beginTargets(folder), options);
    await completeDataset(folder, record);
  },
  async divideFields({ names, validation, test, seed }) {
    const parts = splitFields(names, Split.parse({ validation, test }), seed);
    const of = (part: string) => names.filter((name) => parts.get(name) === part);
    return { validation: of('validation'), test: of('test') };
  },
  readDataset: ({ folder }) => readDataset(folder),
};

type Work<Result> = Parameters<typeof withPart<Result>>[2];

/** Opens a stack, of which the first so many frames are used. */
function withStack<Result>(
  { path, frames }: { path: string; frames?: number | undefined },
  options: CallOptions,
  work: Work<Result>,
): Promise<Result> {
  return withPart({ path }, options, (source, part) =>
    work(source, { ...part, planes: part.planes.slice(0, frames) }),
  );
}

function writing(
  { shifts, margin, out, ...stack }: { path: string; shifts: FrameShift[]; margin: number; out: string },
  options: CallOptions,
  write: (stack: StackToWrite, options: CallOptions) => Promise<void>,
): Promise<void> {
  return withStack(stack, options, (source, part) => write({ source, part, shifts, margin, out }, options));
}
