import type { Workspace } from '../state/workspace.svelte';
import { trainOn } from './train-on';
import { TRAIN_TAB } from './training-actions';

/** Asks for a folder of raw stacks. */
export async function chooseStacks(workspace: Workspace): Promise<void> {
  const [folder] = await workspace.askPaths('data-folder');
  if (folder !== undefined) workspace.training.dataset.choose(folder);
}

/**
 * Asks where to keep a data set, and builds it as a job of the Train page; when it is complete it is what is trained on,
 * with the fields it holds out.
 */
export async function buildDataset(workspace: Workspace): Promise<void> {
  const { api, jobs, training } = workspace;
  const { dataset } = training;
  const { stacks, config } = dataset;
  if (stacks === '' || !config) return;
  const [within] = await workspace.askPaths('result-folder');
  if (within === undefined) return;
  dataset.begin();
  try {
    const written = await jobs.run(
      'Building the data set',
      (options) =>
        api.buildDataset(
          { stacks, within, config },
          { ...options, onEvent: ({ field, count }) => dataset.take(field, count) },
        ),
      TRAIN_TAB,
    );
    if (!written) return;
    dataset.folder = written.folder;
    trainOn(workspace, written.folder, written.split);
  } catch (error) {
    dataset.failure = (error as Error).message;
  } finally {
    dataset.isBuilding = false;
  }
}
