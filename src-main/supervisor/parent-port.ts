import type { Message, Port } from '../contract/rpc';

/**
 * The serving end inside a started process: a port on its parent's line, whether it is a child process of Node or a
 * utility process of Electron. `onParentGone` runs when the parent ends, however it ends, so that nothing half written
 * stays behind. Chromium ends a utility process together with the main process and runs nothing before: there, what
 * was half written is removed by the next writer and the next start.
 */
export function parentPort(onParentGone: () => Promise<void> | void): Port {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined); // the parent decides
  const electron = (process as { parentPort?: NodeJS.Process['parentPort'] }).parentPort;
  if (electron) {
    return {
      post: (message) => electron.postMessage(message),
      // Electron looks for rejected promises that nobody handles before the microtasks ran in which they would be: a call
      // that fails at once would end the process. Begun in a microtask of its own, it is handled by then.
      listen: (receive) =>
        void electron.on('message', ({ data }) => queueMicrotask(() => receive(data as Message))),
    };
  }
  if (!process.send) throw new Error('This script is started by Finescope, not by hand.');
  process.once('disconnect', () => {
    void Promise.resolve(onParentGone()).finally(() => process.exit(0));
  });
  return {
    // Without a listener of its own, a message that meets a closed line would end this process before it has cleared up.
    post: (message) => void (process.connected && process.send?.(message, undefined, {}, () => undefined)),
    listen: (receive) => void process.on('message', (message) => receive(message as Message)),
  };
}
