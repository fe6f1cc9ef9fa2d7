import type { WindowActions } from '../../src-main/commands/window-actions';
import { isAbort } from '../../src-main/contract/signal';
import { takeTrained } from '../actions/take-trained';
import type { Workspace } from '../state/workspace.svelte';

/** Takes over what the application tells of itself; answers how to stop. */
export function listenToApplication(workspace: Workspace, actions: WindowActions): () => void {
  const stop = new AbortController();
  const { api, messages } = workspace;
  const fail = (error: unknown): void => {
    if (!isAbort(error)) messages.fail(error);
  };
  api
    .events(
      {},
      {
        signal: stop.signal,
        onEvent(event) {
          switch (event.kind) {
            case 'openPaths':
              return void actions.openPaths(event.paths);
            case 'notice':
              return void messages.say(event.level, event.sentence);
            case 'recent':
              return void (workspace.settings.recent = event.recent);
            case 'runs':
              return void workspace.training.refresh().catch(fail);
            case 'trained':
              return void takeTrained(workspace, event.model).catch(fail);
            case 'memory':
              return void (workspace.memoryBytes = event.bytes);
            case 'window':
              workspace.isMaximized = event.maximized;
              workspace.isFullScreen = event.fullScreen;
          }
        },
      },
    )
    .catch(fail);
  api
    .device({})
    .then((device) => {
      workspace.device = device;
      if (device.fallback) messages.say('warning', device.fallback);
    })
    .catch(fail);
  workspace.models.refresh().catch(fail);
  workspace.training.refresh().catch(fail);
  return () => stop.abort();
}
