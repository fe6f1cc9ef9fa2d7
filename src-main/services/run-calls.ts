import type { FilesApi } from '../contract/files-api';
import { readPreview } from '../io/run-folder/previews';
import { readRun } from '../io/run-folder/read-run';
import { listRuns, registerRun } from '../io/run-folder/run-list';

/** The calls that read training runs. */
export const runCalls: Pick<FilesApi, 'listRuns' | 'registerRun' | 'readRun' | 'readRunPreview'> = {
  listRuns: ({ folder }) => listRuns(folder),
  registerRun: ({ folder, run }) => registerRun(folder, run),
  readRun: ({ run }) => readRun(run),
  readRunPreview: ({ run, epoch }) => readPreview(run, epoch),
};
