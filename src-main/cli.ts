import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.json';
import { CancelSource } from './contract/signal';
import { computeEnvironment } from './engine/environment';
import { launchNodeProcess } from './supervisor/node-process';
import { makeScratchFolder } from './io/scratch-folder';
import { superviseSession, type SupervisedSession } from './supervisor/session';
import { modelsFolder } from './supervisor/user-folders';
import { runCommandLine } from './terminal/run';
import type { Terminal } from './terminal/progress-line';

/** The command line: the processes of the window, as child processes of Node. */
async function main(words: string[]): Promise<number> {
  const cancel = new CancelSource(); // Node's warns on standard error when more than ten calls listen
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => cancel.abort());
  // Whoever reads along may stop reading ("| head"): then there is no one to tell, but the work goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let session: SupervisedSession | null = null;
  try {
    const streams = { out: terminal(process.stdout), err: terminal(process.stderr) };
    return await runCommandLine(
      words,
      streams,
      version,
      (notify) => {
        session = superviseSession({
          launchFiles: () => launchNodeProcess({ script: join(__dirname, 'files.cjs'), heapMb: 512 }),
          launchCompute: () =>
            launchNodeProcess({ script: join(__dirname, 'compute.cjs'), env: computeEnvironment() }),
          modelsFolder: modelsFolder(),
          scratchFolder: makeScratchFolder(),
          version,
          host: `Node ${process.version}, ${process.platform} ${process.arch}`,
          notify,
        });
        return session;
      },
      cancel.signal,
    );
  } finally {
    await close(session);
  }
}

async function close(session: SupervisedSession | null): Promise<void> {
  if (!session) return;
  await session.stop();
  rmSync(session.scratchFolder, { recursive: true, force: true });
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
