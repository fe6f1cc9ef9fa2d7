import type { WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from '../state/workspace.svelte';

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
      const { api, jobs, messages, models } = workspace;
      const [path] = await api.choosePaths({ what: 'weights' });
      if (!path) return;
      try {
        const record = await jobs.run('Importing a model', (options) => api.importModel({ path }, options));
        await models.refresh();
        if (!record) return;
        await workspace.set({ model: record.name });
        messages.say('success', `Model "${record.name}" is installed.`);
      } catch (error) {
        messages.fail(error);
      }
    },
  };
}
