import { utilityProcess } from 'electron';
import { basename } from 'node:path';
import type { Message, Port } from '../contract/rpc';
import type { NodeProcessOptions } from './node-process';
import type { ProcessHandle } from './supervised-process';

/** What the processes run on, in words. */
export function electronHost(): string {
  return `Electron ${process.versions.electron}, ${process.platform} ${process.arch}`;
}

/**
 * Starts a script as a utility process of Electron that speaks the contract over its own line. Electron gives no means
 * to limit its JavaScript heap (V8's flags are not passed on), so here the supervisor's memory limit alone holds.
 */
export function launchElectronProcess({ script, env }: NodeProcessOptions): ProcessHandle {
  const child = utilityProcess.fork(script, [], {
    serviceName: `finescope ${basename(script, '.cjs')}`,
    env: { ...process.env, ...env },
    stdio: process.env['FINESCOPE_LOG'] ? 'inherit' : 'ignore',
  });
  let ended = false;
  child.once('exit', () => (ended = true));
  const port: Port = {
    // Never with a transfer list: a message that has one arrives as null (electron/electron#34905).
    post: (message) => void (ended || child.postMessage(message)),
    listen: (receive) => void child.on('message', (message) => receive(message as Message)),
  };
  return {
    get pid() {
      return child.pid; // known once it has started
    },
    port,
    kill: () => end(child),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
  };
}

/** At once, as no signal that it could answer would; before it has started, as soon as it has. */
function end(child: Electron.UtilityProcess): void {
  if (child.pid === undefined) return void child.once('spawn', () => end(child));
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    child.kill(); // it ended meanwhile
  }
}
