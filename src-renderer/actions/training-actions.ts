import type { WindowActions } from '../../src-main/commands/window-actions';
import type { DataSource } from '../../src-main/contract/training-config';
import type { Workspace } from '../state/workspace.svelte';
import { trainOn } from './train-on';
import { canResume } from '../state/run-text';
import { pageTab } from '../state/tabs.svelte';
import type { TrainingRun } from '../state/training-run.svelte';

type TrainingActions = Pick<
  WindowActions,
  | 'showTraining'
  | 'checkTrainingData'
  | 'startTraining'
  | 'pauseTraining'
  | 'continueTraining'
  | 'stopTraining'
  | 'resumeTraining'
  | 'openRun'
>;

/** The tab of the Train page: its work is told there. */
export const TRAIN_TAB = pageTab('train').id;

/** Training, and what is done with runs. */
export function trainingActions(workspace: Workspace): TrainingActions {
  const run = (): TrainingRun | null => workspace.trainingRun;
  return {
    showTraining: () => workspace.tabs.show(pageTab('train')),
    checkTrainingData: () => checkTrainingData(workspace),
    startTraining: () => startTraining(workspace),
    pauseTraining: async () => control(workspace, run(), 'pause'),
    continueTraining: async () => control(workspace, run(), 'continue'),
    async stopTraining() {
      const training = run();
      if (training && (await mayStop(workspace, training))) await control(workspace, training, 'stop');
    },
    async resumeTraining() {
      const { run: inFront } = workspace;
      if (inFront?.state && canResume(inFront.state)) await resumeRun(workspace, inFront.path, inFront.title);
    },
    async openRun() {
      const [path] = await workspace.askPaths('run');
      if (path !== undefined) showRun(workspace, path, '');
    },
  };
}

/** Shows a run in a tab of its own. */
export function showRun({ tabs, training }: Workspace, path: string, name: string): void {
  tabs.show(training.follow(path, name));
}

/** Asks for the data of a kind, in the order the source names them. */
export async function chooseData(workspace: Workspace, kind: DataSource['kind']): Promise<void> {
  const { form } = workspace.training;
  const ask = async (what: 'data-folder' | 'table' | 'images'): Promise<string | undefined> =>
    (await workspace.askPaths(what))[0];
  if (kind === 'folder') {
    const folder = await ask('data-folder');
    if (folder === undefined) return;
    const split = await workspace.api.datasetSplit({ folder }).catch(() => null); // what cannot be read, the check tells
    trainOn(workspace, folder, split);
  } else if (kind === 'table') {
    const file = await ask('table');
    if (file !== undefined) form.data = { kind, file };
  } else {
    const frames = await ask('images');
    const positions = frames === undefined ? undefined : await ask('table');
    if (frames !== undefined && positions !== undefined)
      form.data = { kind, frames, positions, pixelSizeNm: 100 };
  }
}

/** Looks at the chosen data; where nothing speaks against training, times a few steps. */
export async function checkTrainingData(workspace: Workspace): Promise<void> {
  const { api, jobs, training } = workspace;
  const { form } = training;
  const { request } = form;
  if (!request) return;
  form.failure = '';
  try {
    const report = await jobs.run(
      'Checking the training data',
      (options) => api.checkTrainingData(request, options),
      TRAIN_TAB,
    );
    if (!report) return;
    form.take(request, report);
    if (!form.hasErrors) await estimateTraining(workspace);
  } catch (error) {
    form.failure = (error as Error).message;
  }
}

/** Times a few steps of what is chosen. */
export async function estimateTraining(workspace: Workspace): Promise<void> {
  const { api, jobs, training } = workspace;
  const { form } = training;
  const { config } = form;
  if (!config) return;
  form.failure = '';
  try {
    const estimate = await jobs.run(
      'Timing a few steps',
      (options) => api.estimateTraining({ config }, options),
      TRAIN_TAB,
    );
    if (estimate) form.takeEstimate(config, estimate);
  } catch (error) {
    form.failure = (error as Error).message;
  }
}

/** Begins the run that was chosen and shows it. */
export async function startTraining(workspace: Workspace): Promise<void> {
  const { api, jobs, training } = workspace;
  const { config } = training.form;
  if (!config) return;
  training.form.failure = '';
  try {
    const begun = await jobs.run(
      `Starting to train ${config.name}`,
      (options) => api.startTraining({ config }, options),
      TRAIN_TAB,
    );
    if (begun) showRun(workspace, begun.run, config.name);
  } catch (error) {
    training.form.failure = (error as Error).message;
  }
}

/** Goes on with a run and shows it. */
export async function resumeRun(
  workspace: Workspace,
  path: string,
  name: string,
  epochs?: number,
): Promise<void> {
  const { api, jobs, messages } = workspace;
  showRun(workspace, path, name);
  try {
    await jobs.run(
      `Resuming ${name}`,
      (options) => api.resumeRun({ run: path, ...(epochs !== undefined && { epochs }) }, options),
      `run-${path}`,
    );
    await workspace.training.refresh();
  } catch (error) {
    messages.fail(error);
  }
}

async function control(
  { api }: Workspace,
  run: TrainingRun | null,
  action: 'pause' | 'continue' | 'stop',
): Promise<void> {
  if (run) await api.controlRun({ run: run.path, action });
}

/** Asks whether a run is to end here. */
async function mayStop({ questions }: Workspace, { title, best, epoch }: TrainingRun): Promise<boolean> {
  const kept = best
    ? `Epoch ${best.epoch} is the best so far and is kept. The run can be resumed from epoch ${epoch}.`
    : 'No epoch was finished yet: there is no model to keep.';
  const answer = await questions.ask({
    title: `Stop training ${title}?`,
    text: kept,
    answers: [
      { id: 'stop', label: best ? 'Stop and keep best' : 'Stop', kind: 'danger' },
      { id: 'continue', label: 'Continue', kind: 'safe' },
    ],
  });
  return answer === 'stop';
}
