import type { Workspace } from '../state/workspace.svelte';

/** Asks what a weight file is for, makes an installed model of it, and the one that the Super-resolve button uses. */
export async function importModelFrom(workspace: Workspace, path: string): Promise<void> {
  const { api, jobs, messages, models } = workspace;
  const facts = await workspace.askModelFacts(path);
  if (!facts) return;
  try {
    const record = await jobs.run('Importing a model', (options) =>
      api.importModel({ path, ...facts }, options),
    );
    await models.refresh();
    if (!record) return;
    await workspace.set({ model: record.name });
    messages.say('success', `Model "${record.name}" is installed and chosen for Super-resolve.`);
  } catch (error) {
    messages.fail(error);
  }
}
