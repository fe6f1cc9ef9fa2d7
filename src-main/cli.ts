import { version } from '../package.json';
import { CancelSource } from './contract/signal';
import { startSession, type StartedSession } from './start-session';
import { launchNodeProcess, nodeHost } from './supervisor/node-process';
import { runCommandLine } from './terminal/run';
import type { Terminal } from './terminal/progress-line';

/** The command line: the processes of the window, as child processes of Node. */
async function main(words: string[]): Promise<number> {
  const cancel = new CancelSource(); // Node's warns on standard error when more than ten calls listen
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => cancel.abort());
  // Whoever reads along may stop reading ("| head"): then there is no one to tell, but the work goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let started: StartedSession | null = null;
  try {
    const streams = { out: terminal(process.stdout), err: terminal(process.stderr) };
    const open = (notify: (sentence: string) => void) => {
      started = startSession({ folder: __dirname, launch: launchNodeProcess, host: nodeHost(), notify });
      return started.session;
    };
    return await runCommandLine(words, streams, version, open, cancel.signal);
  } finally {
    await close(started);
  }
}

async function close(started: StartedSession | null): Promise<void> {
  await started?.close();
}

function terminal(stream: NodeJS.WriteStream): Terminal {
  return {
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns ?? 0;
    },
    write: (text) => void stream.write(text),
  };
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
