import type { WindowActions } from '../../src-main/commands/window-actions';
import { Comparison } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import type { Workspace } from '../state/workspace.svelte';
import { fileName } from '../state/path-text';
import { pageTab } from '../state/tabs.svelte';
import { TrainingRun } from '../state/training-run.svelte';
import { mayClose } from './closing';
import { saveImageAs } from './save-image';

type FileActions = Pick<
  WindowActions,
  'openImages' | 'openFolder' | 'openPaths' | 'clearRecent' | 'save' | 'saveAs' | 'closeTab' | 'quit'
>;

/** Opening, saving, closing. */
export function fileActions(workspace: Workspace): FileActions {
  const { api, messages, tabs } = workspace;

  const openPaths = async (paths: string[]): Promise<void> => {
    for (const image of await openFiles(workspace, paths)) workspace.compare([image]);
  };
  const saveAs = async (): Promise<void> => {
    if (workspace.image) await saveImageAs(workspace, workspace.image);
  };

  return {
    openPaths,
    openImages: async () => openPaths(await workspace.askPaths('images')),
    openFolder: async () => openPaths(await workspace.askPaths('folder')),
    clearRecent: () => void workspace.set({ recent: [] }),
    saveAs,
    async save() {
      const { image } = workspace;
      if (!image) return;
      if (image.isUnsaved) await saveAs();
      else messages.say('success', `${image.name} is saved already. Nothing in it was changed.`);
    },
    async closeTab() {
      const { active } = tabs;
      const isAlone = tabs.list.length === 1;
      if (!active || (isAlone && active.id === pageTab('welcome').id)) return;
      if (!(await mayClose(workspace, active))) return;
      if (active instanceof Comparison) active.playing = false;
      tabs.close(active.id);
      if (active instanceof TrainingRun) workspace.training.release(active); // one under way goes on
      if (tabs.list.length === 0) tabs.show(pageTab('welcome')); // an empty window shows no way on
      await workspace.releaseUnused();
    },
    quit: () => void api.controlWindow({ action: 'close' }),
  };
}

/** Opens files and folders; says which could not be, and what could not be honoured in those that were. */
export async function openFiles(workspace: Workspace, paths: string[]): Promise<ImageState[]> {
  const { api, messages, jobs } = workspace;
  if (paths.length === 0) return [];
  const what = paths.length === 1 ? fileName(paths[0]!) : `${paths.length} files`;
  try {
    const opened = await jobs.run(`Opening ${what}`, (options) => api.openImages({ paths }, options));
    for (const { reason } of opened?.problems ?? []) messages.say('error', reason);
    return (opened?.images ?? []).map((open) => {
      for (const note of open.info.notes) {
        messages.say('warning', note.includes(open.name) ? note : `${open.name}: ${note}`);
      }
      return workspace.adopt(open);
    });
  } catch (error) {
    messages.fail(error);
    return [];
  }
}
