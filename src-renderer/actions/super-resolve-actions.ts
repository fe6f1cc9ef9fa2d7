import type { WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from '../state/workspace.svelte';
import { modelToUse } from '../state/models.svelte';
import { imageToCompute } from '../state/super-resolve.svelte';
import { wholeImage } from '../state/super-resolve-params';
import { importModelFrom } from './import-model';
import { runSuperResolve } from './run-super-resolve';

type SuperResolveActions = Pick<
  WindowActions,
  'superResolve' | 'superResolveOptions' | 'reconstruct' | 'cancelWork' | 'importModel'
>;

/** Models, and what they are used for. */
export function superResolveActions(workspace: Workspace): SuperResolveActions {
  return {
    async superResolve() {
      const { comparison, models, settings } = workspace;
      const image = comparison && imageToCompute(comparison);
      if (!image) return;
      if (!models.isRead) await models.refresh();
      const model = modelToUse(models.installed, settings.model);
      if (model === null) workspace.overlay = 'super-resolve';
      else await runSuperResolve(workspace, comparison, image, wholeImage(model));
    },
    superResolveOptions: () => void (workspace.overlay = 'super-resolve'),
    reconstruct: (method) => void (workspace.overlay = method),
    cancelWork: () => workspace.jobs.running.forEach((job) => job.cancel()),
    async importModel() {
      const [path] = await workspace.askPaths('weights');
      if (path !== undefined) await importModelFrom(workspace, path);
    },
  };
}
