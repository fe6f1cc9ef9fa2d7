import { Worker } from 'node:worker_threads';
import { ProcessStoppedError } from '../contract/errors';
import { connect, type Api, type ApiTable, type Port } from '../contract/rpc';

/** A thread of this process that answers an api, and ends with the process. */
export interface Thread<Table extends ApiTable> {
  readonly api: Api<Table>;
  /** Ends the thread; calls that wait fail with ProcessStoppedError. */
  stop(): Promise<void>;
}

/** What a thread is, and how its end is told. */
export interface ThreadOptions<Table extends ApiTable> {
  /** The script beside the process's own. */
  script: string;
  table: Table;
  /** What it does, as it is told: "The reading of the training data". */
  work: string;
  /** What stands and what to do when it ended by itself. */
  cure: string;
}

/**
 * Starts a thread. When it ends by itself, calls that wait, and all later ones, fail with {@link ProcessStoppedError}.
 */
export function startThread<Table extends ApiTable>(options: ThreadOptions<Table>): Thread<Table> {
  const worker = new Worker(options.script);
  const port: Port = {
    post: (message) => worker.postMessage(message),
    listen: (receive) => void worker.on('message', receive),
  };
  const connection = connect(port, options.table);
  let stopped = false;
  let failure: NodeJS.ErrnoException | null = null;
  worker.on('error', (error) => (failure = error));
  worker.on('exit', (code) => connection.fail(endOf(options, stopped, failure, code)));
  return {
    api: connection.api,
    async stop() {
      stopped = true;
      await worker.terminate();
    },
  };
}

function endOf(
  { work, cure }: Pick<ThreadOptions<ApiTable>, 'work' | 'cure'>,
  stopped: boolean,
  failure: NodeJS.ErrnoException | null,
  code: number,
): ProcessStoppedError {
  const process = work.replace(/^The /, '');
  if (stopped) return new ProcessStoppedError(`${work} was stopped.`, { process, reason: 'stopped' });
  const memory = failure?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const what = memory ? 'needed more memory than there is' : 'ended unexpectedly';
  const how = failure ? failure.message : `exit code ${code}`;
  return new ProcessStoppedError(`${work} ${what} (${how}). ${cure}`, {
    process,
    reason: memory ? 'memory' : 'crash',
  });
}
