import { mount } from 'svelte';
import '@fontsource-variable/inter/wght.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import './theme.css';
import App from './App.svelte';
import { makeActions } from './actions/actions';
import { connectToApplication } from './client';
import { pageTab } from './state/tabs.svelte';
import { Workspace } from './state/workspace.svelte';

/** Connects, and shows the window in `target`. */
async function start(target: HTMLElement): Promise<void> {
  let workspace: Workspace | null = null;
  const client = await connectToApplication((error) => workspace?.messages.fail(error));
  workspace = new Workspace(client, await client.api.hello({}));
  const actions = makeActions(workspace);
  workspace.tabs.show(pageTab('welcome'));
  mount(App, { target, props: { workspace, actions } });
  void actions.openPaths(workspace.host.paths);
}

const target = document.getElementById('app')!;
start(target).catch((error: unknown) => {
  target.textContent = error instanceof Error ? error.message : String(error); // without its application there is no window
});
