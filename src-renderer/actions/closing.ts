import type { Comparison } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import type { Job } from '../state/jobs.svelte';
import type { Tab } from '../state/tabs.svelte';
import type { Workspace } from '../state/workspace.svelte';
import { saveImageAs } from './save-image';

/** Whether a tab may go: asks about work under way in it and about results that are no files. Saves where that is chosen. */
export async function mayClose(workspace: Workspace, tab: Tab): Promise<boolean> {
  const running = workspace.jobs.runningFor(tab.id);
  if (running.length > 0) {
    if (!(await askToStop(workspace, running))) return false;
    for (const job of running) job.cancel();
  }
  return mayLose(workspace, workspace.unsavedIn(tab), { verb: 'Close', deed: 'Closing the tab' });
}

/** Whether an image may leave a comparison: asks as {@link mayClose} does, where no other tab shows it. */
export async function mayRemove(
  workspace: Workspace,
  comparison: Comparison,
  image: ImageState,
): Promise<boolean> {
  if (image.tiles) {
    const running = workspace.jobs.runningFor(comparison.id);
    if (!(await askToStop(workspace, running))) return false;
    for (const job of running) job.cancel();
    return true;
  }
  const lost = workspace.unsavedIn(comparison).filter((unsaved) => unsaved === image);
  return mayLose(workspace, lost, { verb: 'Remove', deed: 'Removing it from the comparison' });
}

/** Asks about results that are complete, but no files, before something that loses them; saves where that is chosen. */
async function mayLose(
  workspace: Workspace,
  images: readonly ImageState[],
  { verb, deed }: { verb: string; deed: string },
): Promise<boolean> {
  const unsaved = images.filter(({ tiles }) => !tiles);
  if (unsaved.length === 0) return true;
  const answer = await workspace.questions.ask({
    title: `${verb} without saving ${namesOf(unsaved)}?`,
    text: `${sentenceOf(unsaved)} ${deed} loses ${unsaved.length > 1 ? 'them' : 'it'}.`,
    answers: [
      { id: 'lose', label: `${verb} without saving`, kind: 'danger' },
      { id: 'save', label: 'Save as…', kind: 'other' },
      { id: 'keep', label: 'Keep open', kind: 'safe' },
    ],
  });
  if (answer === 'lose') return true;
  if (answer !== 'save') return false;
  for (const image of unsaved) if (!(await saveImageAs(workspace, image))) return false;
  return true;
}

/** Asks whether work under way is stopped. */
export async function askToStop({ questions }: Workspace, running: readonly Job[]): Promise<boolean> {
  const [first] = running;
  if (!first) return false;
  const what = running.length > 1 ? `${running.length} jobs` : lowerFirst(first.title);
  const far = running.length > 1 || first.percentText === '' ? '' : `It is at ${first.percentText}. `;
  const answer = await questions.ask({
    title: `Stop ${what}?`,
    text: `${far}What is unfinished is not kept; the input stays as it is.`,
    answers: [
      { id: 'stop', label: 'Stop', kind: 'danger' },
      { id: 'continue', label: 'Continue', kind: 'safe' },
    ],
  });
  return answer === 'stop';
}

/** Asks whether the whole window may close although results were not saved or work is under way. */
export async function mayLeave(workspace: Workspace): Promise<boolean> {
  const { questions } = workspace;
  const losses = lossesOf(workspace);
  const training = trainingSentence(workspace);
  const answer = await questions.ask({
    title: losses === '' ? `Stop training ${namesOfRuns(workspace)}?` : 'Close Finescope?',
    text: `${losses} ${training}`.trim(),
    answers: [
      {
        id: 'leave',
        label: losses === '' ? 'Stop and close' : 'Close and lose this',
        kind: 'danger',
      },
      { id: 'stay', label: 'Keep open', kind: 'safe' },
    ],
  });
  return answer === 'leave';
}

/** What would be lost or stopped if the window closed now, as sentences; null where nothing would. */
export function reasonToStay(workspace: Workspace): string | null {
  const reason = `${lossesOf(workspace)} ${trainingSentence(workspace)}`.trim();
  return reason === '' ? null : reason;
}

function lossesOf({ images, jobs }: Workspace): string {
  const unsaved = [...images.values()].filter((image) => image.isUnsaved && !image.tiles);
  const running = jobs.running.length;
  const work =
    running === 0 ? '' : `${running === 1 ? 'A job is' : `${running} jobs are`} under way and would stop.`;
  const results = unsaved.length === 0 ? '' : sentenceOf(unsaved);
  return `${results} ${work}`.trim();
}

/** What becomes of runs that are trained here. In a browser they go on: another process trains them. */
function trainingSentence({ host, training }: Workspace): string {
  if (host.kind !== 'desktop') return '';
  return training.ours
    .map(({ title, epoch }) =>
      epoch === 0
        ? `${title} has finished no epoch yet and would begin anew.`
        : `${title} can be resumed from epoch ${epoch}.`,
    )
    .join(' ');
}

function namesOfRuns({ training }: Workspace): string {
  return training.ours.length > 2
    ? `${training.ours.length} runs`
    : training.ours.map(({ title }) => title).join(' and ');
}

function namesOf(images: readonly ImageState[]): string {
  return images.length > 2 ? `${images.length} results` : images.map(({ name }) => name).join(' and ');
}

function sentenceOf(images: readonly ImageState[]): string {
  if (images.length === 1) return `${images[0]!.name} was computed and is no file yet.`;
  return `${namesOf(images)} were computed and are no files yet.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
