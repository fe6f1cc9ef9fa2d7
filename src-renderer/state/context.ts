import { getContext, setContext } from 'svelte';
import type { WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from './workspace.svelte';

const WORKSPACE = Symbol('workspace');
const ACTIONS = Symbol('actions');

/** Gives a window's state and verbs to all components below. */
export function provideWorkspace(workspace: Workspace, actions: WindowActions): void {
  setContext(WORKSPACE, workspace);
  setContext(ACTIONS, actions);
}

/** The window's state. */
export function useWorkspace(): Workspace {
  return getContext<Workspace>(WORKSPACE);
}

/** The window's verbs, as commands call them. */
export function useActions(): WindowActions {
  return getContext<WindowActions>(ACTIONS);
}
