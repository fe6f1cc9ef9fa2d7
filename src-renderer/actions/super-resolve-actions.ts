import type { WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from '../state/workspace.svelte';
import { importModelFrom } from './import-model';

type SuperResolveActions = Pick<
  WindowActions,
  'superResolve' | 'superResolveOptions' | 'cancelWork' | 'importModel'
>;

/** Models, and what they are used for. */
export function superResolveActions(workspace: Workspace): SuperResolveActions {
  return {
    superResolve: async () => void (workspace.overlay = 'super-resolve'),
    superResolveOptions: () => void (workspace.overlay = 'super-resolve'),
    cancelWork: () => workspace.jobs.running.forEach((job) => job.cancel()),
    async importModel() {
      const [path] = await workspace.askPaths('weights');
      if (path !== undefined) await importModelFrom(workspace, path);
    },
  };
}
