import { Worker } from 'node:worker_threads';
import { ProcessStoppedError } from '../contract/errors';
import { connect, type Port } from '../contract/rpc';
import { trainingDataApi, type TrainingDataApi } from '../contract/training-data-api';

/** The thread that reads the data of a training run or of an evaluation. */
export interface DataThread {
  readonly api: TrainingDataApi;
  /** Ends the thread; calls that wait fail with ProcessStoppedError. */
  stop(): Promise<void>;
}

/**
 * Starts `script` (`training-data.cjs` beside the `training` process's own) as a thread of this process, with which it
 * ends. When the thread ends by itself, calls that wait, and all later ones, fail with {@link ProcessStoppedError}.
 */
export function startDataThread(script: string): DataThread {
  const worker = new Worker(script);
  const port: Port = {
    post: (message) => worker.postMessage(message),
    listen: (receive) => void worker.on('message', receive),
  };
  const connection = connect(port, trainingDataApi);
  let stopped = false;
  let failure: NodeJS.ErrnoException | null = null;
  worker.on('error', (error) => (failure = error));
  worker.on('exit', (code) => connection.fail(endOf(stopped, failure, code)));
  return {
    api: connection.api,
    async stop() {
      stopped = true;
      await worker.terminate();
    },
  };
}

function endOf(stopped: boolean, failure: NodeJS.ErrnoException | null, code: number): ProcessStoppedError {
  const process = 'training data';
  if (stopped) {
    const sentence = 'The reading of the training data was stopped.';
    return new ProcessStoppedError(sentence, { process, reason: 'stopped' });
  }
  const memory = failure?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  const what = memory ? 'needed more memory than there is' : 'ended unexpectedly';
  const how = failure ? failure.message : `exit code ${code}`;
  return new ProcessStoppedError(
    `The reading of the training data ${what} (${how}). The run stands as it was after its last whole epoch: resume it.`,
    { process, reason: memory ? 'memory' : 'crash' },
  );
}
