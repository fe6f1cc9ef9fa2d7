import { mayLeave, reasonToStay } from '../actions/closing';
import type { Workspace } from '../state/workspace.svelte';

/** Asks before the window closes with unsaved results or work under way; answers how to stop asking. */
export function askBeforeLeaving(workspace: Workspace): () => void {
  let isAllowed = false;
  let isAsking = false;
  const ask = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    isAllowed = await mayLeave(workspace);
    isAsking = false;
    if (isAllowed) await workspace.api.controlWindow({ action: 'close' });
  };
  const leave = (event: BeforeUnloadEvent): void => {
    if (isAllowed || reasonToStay(workspace) === null) return;
    event.preventDefault();
    event.returnValue = true; // older Chromium asks (or in Electron stays) by this alone
    if (workspace.host.kind === 'desktop') void ask(); // a browser asks in words of its own
  };
  window.addEventListener('beforeunload', leave);
  return () => window.removeEventListener('beforeunload', leave);
}
