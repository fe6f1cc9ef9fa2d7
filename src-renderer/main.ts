import { mount } from 'svelte';
import '@fontsource-variable/inter/wght.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import './theme.css';
import App from './App.svelte';
import { makeActions } from './actions/actions';
import { connectToApplication } from './client';
import { pageTab } from './state/tabs.svelte';
import { Workspace } from './state/workspace.svelte';

const client = await connectToApplication((error) => workspace.messages.fail(error));
const workspace = new Workspace(client, await client.api.hello({}));
const actions = makeActions(workspace);
workspace.tabs.show(pageTab('welcome'));
mount(App, { target: document.getElementById('app')!, props: { workspace, actions } });
void actions.openPaths(workspace.host.paths);
