import { ProcessStoppedError, type StopReason } from '../contract/errors';
import { connect, type Api, type ApiTable, type Connection, type Port } from '../contract/rpc';
import { AbortError, type CallOptions } from '../contract/signal';
import { MEMORY_LOOK_EVERY_MS, residentMemory } from './process-memory';

/** A process that was started, whoever started it: Node's child_process or Electron's utilityProcess. */
export interface ProcessHandle {
  readonly pid: number | undefined;
  readonly port: Port;
  /** Ends the process at once. */
  kill(): void;
  /** Calls back once when the process has ended, with a phrase such as "signal SIGSEGV" or "exit code 1". */
  onExit(listener: (how: string) => void): void;
}

/** When a process is ended by its supervisor. */
export interface ProcessLimits {
  /** Longest start until the process says it is ready, in ms. */
  startMs: number;
  /** Longest a process may go without an answer or progress of any call while this one waits, in ms. */
  silenceMs: (method: string) => number;
  /** Longest a cancelled call may go on, in ms: it may be deep in a computation that hears nothing. */
  cancelMs: number;
  /** Largest resident memory, in bytes. */
  memoryBytes: number;
}

/** What a supervised process is: its name for people, its api, how it is started, and its limits. */
export interface ProcessDescription<Table extends ApiTable> {
  name: string;
  table: Table;
  launch: () => ProcessHandle;
  limits: ProcessLimits;
  /**
   * Whether calls after the end of the process start another. Where they do not, they fail as the ended ones did:
   * right for a process whose state (open files) its callers rely on.
   */
  restarts: boolean;
}

const LOOK_EVERY_MS = 50;

const WHY: Record<StopReason, string> = {
  crash: 'ended unexpectedly',
  memory: 'needed more memory than it is allowed',
  silence: 'did not answer in time',
  start: 'did not start in time',
  stopped: 'was stopped',
};

/** One running process and the calls it works on. */
interface Running<Table extends ApiTable> {
  handle: ProcessHandle;
  connection: Connection<Table>;
  ready: Promise<void>;
  exited: Promise<void>;
  stop(reason: StopReason): void;
}

/**
 * A process that is started by the first call, watched while it works, ended at its limits, and (where it restarts)
 * started afresh by the call after that. Its pending calls then fail with {@link ProcessStoppedError}; a call is never repeated.
 */
export class SupervisedProcess<Table extends ApiTable> {
  readonly api: Api<Table>;
  readonly #description: ProcessDescription<Table>;
  #running: Running<Table> | null = null;
  #ended: ProcessStoppedError | null = null;

  constructor(description: ProcessDescription<Table>) {
    this.#description = description;
    const methods = Object.keys(description.table);
    this.api = Object.fromEntries(
      methods.map((method) => [
        method,
        async (params: unknown, options?: CallOptions) => {
          if (this.#ended && !description.restarts) throw this.#ended;
          const running = (this.#running ??= this.#start());
          await running.ready.catch((error: unknown) => {
            throw options?.signal?.aborted ? new AbortError() : error; // Ctrl-C reaches a starting process too
          });
          return running.connection.api[method]!(params as never, options);
        },
      ]),
    ) as Api<Table>;
  }

  /** The process id while a process runs, for tests that end it and for logs. */
  get pid(): number | undefined {
    return this.#running?.handle.pid;
  }

  /** Whether a call may still work: always, unless a process that does not restart has ended. */
  get usable(): boolean {
    return this.#ended === null || this.#description.restarts;
  }

  /** Ends the process and waits until it is gone. The next call starts another. */
  async stop(): Promise<void> {
    const running = this.#running;
    running?.stop('stopped');
    await running?.exited;
  }

  #start(): Running<Table> {
    const { name, table, launch, limits } = this.#description;
    const handle = launch();
    const startedAt = Date.now();
    let isReady = false;
    let reason: StopReason | null = null;
    let becameReady!: () => void;
    let failedToStart!: (error: Error) => void;
    let ended!: () => void;
    const ready = new Promise<void>((resolve, reject) => ([becameReady, failedToStart] = [resolve, reject]));
    const exited = new Promise<void>((resolve) => (ended = resolve));
    ready.catch(() => undefined); // reported by each waiting call

    const connection = connect(handle.port, table, () => {
      isReady = true;
      becameReady();
    });
    const stop = (why: StopReason): void => {
      reason ??= why; // what was first is why, however often it is seen until the process is gone
      handle.kill();
    };

    let lookedAt = 0;
    const watch = setInterval(() => {
      const now = Date.now();
      if (!isReady && now - startedAt > limits.startMs) return stop('start');
      for (const call of connection.pending) {
        if (call.cancelledAt !== null && now - call.cancelledAt > limits.cancelMs) return stop('stopped');
        // A call that waits behind others is not silent while those are answered.
        const heard = Math.max(call.lastHeard, connection.lastHeard);
        if (now - heard > limits.silenceMs(call.method)) return stop('silence');
      }
      if (handle.pid === undefined || limits.memoryBytes === Infinity) return;
      if (now - lookedAt < MEMORY_LOOK_EVERY_MS) return;
      lookedAt = now;
      if ((residentMemory(handle.pid) ?? 0) > limits.memoryBytes) stop('memory');
    }, LOOK_EVERY_MS);

    const running: Running<Table> = { handle, connection, ready, exited, stop };
    handle.onExit((how) => {
      clearInterval(watch);
      if (this.#running === running) this.#running = null;
      const why = reason ?? 'crash';
      const detail = why === 'crash' ? ` (${how})` : '';
      const message = `The ${name} process ${WHY[why]}${detail}. Nothing else was lost; you can try again.`;
      const error = new ProcessStoppedError(message, { process: name, reason: why });
      this.#ended = error;
      connection.fail(error);
      failedToStart(error);
      ended();
    });
    return running;
  }
}
