import { fork } from 'node:child_process';
import type { Message, Port } from '../contract/rpc';
import type { ProcessHandle } from './supervised-process';

/** What the processes run on, in words. */
export function nodeHost(): string {
  return `Node ${process.version}, ${process.platform} ${process.arch}`;
}

/** How a child process of Node is started. */
export interface NodeProcessOptions {
  /** The script to run. */
  script: string;
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** Largest JavaScript heap, in MB. */
  heapMb?: number;
}

/** Starts a script as a child process of Node that speaks the contract over its IPC channel. */
export function launchNodeProcess({ script, env, heapMb }: NodeProcessOptions): ProcessHandle {
  const child = fork(script, [], {
    serialization: 'advanced',
    env: { ...process.env, ...env },
    execArgv: heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`],
    stdio: ['ignore', 'ignore', process.env['FINESCOPE_LOG'] ? 'inherit' : 'ignore', 'ipc'],
  });
  const port: Port = {
    post: (message) => void (child.connected && child.send(message, () => undefined)), // a lost child is told by exit
    listen: (receive) => void child.on('message', (message) => receive(message as Message)),
  };
  return {
    pid: child.pid,
    port,
    kill: () => void child.kill('SIGKILL'),
    onExit: (listener) => {
      let told = false;
      const tell = (how: string) => {
        if (!told) listener(how);
        told = true;
      };
      child.once('exit', (code, signal) => tell(signal ? `signal ${signal}` : `exit code ${code}`));
      child.once('error', (error) => tell(error.message));
    },
  };
}
