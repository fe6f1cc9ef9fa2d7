import type { Workspace } from '../state/workspace.svelte';

/** A run has made a model: it stands first in the pickers, and is the one in use where none was. */
export async function takeTrained(workspace: Workspace, model: string): Promise<void> {
  const { models, messages, settings } = workspace;
  await models.refresh();
  const isFirst = !models.installed.some(({ name }) => name === settings.model);
  if (isFirst) await workspace.set({ model });
  const use = { label: 'Use for Super-resolve', run: () => void workspace.set({ model }) };
  messages.say(
    'info',
    isFirst
      ? `${model} is trained. It is installed and chosen for Super-resolve.`
      : `${model} is trained. It stands first among the models of Super-resolve.`,
    isFirst ? [] : [use],
  );
}
