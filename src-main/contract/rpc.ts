import { z, type ZodType } from 'zod';
import { fromWire, InternalError, toWire, type WireError } from './errors';
import { AbortError, CancelSource, type CallOptions, type Progress } from './signal';

/** One call of an api: the schema its parameters are checked against, and (as types only) what it answers. */
export interface Method<Params, Result, Event = never> {
  params: ZodType<Params>;
  /** Never present at run time; carry the types of the result and of what is told while the call runs. */
  result?: Result;
  event?: Event;
}

/** What {@link call} still has to be told: what the method answers, and whether it tells of events on the way. */
export interface MethodDraft<Params> {
  returns<Result>(): Method<Params, Result>;
  /** A call that tells of events while it runs; a subscription is one that runs until it is cancelled. */
  streams<Event, Result>(): Method<Params, Result, Event>;
}

/** Declares a method of an api table: `call(z.strictObject({ path: z.string() })).returns<OpenedFile>()`. */
export function call<Params>(params: ZodType<Params>): MethodDraft<Params> {
  return { returns: () => ({ params }), streams: () => ({ params }) };
}

/** What travels beside a call that tells of events. */
export interface StreamOptions<Event> extends CallOptions {
  onEvent?: (event: Event) => void;
}

export type ApiTable = Record<string, Method<any, any, any>>;

/** The interface a table describes: served on one side of a port, called on the other. */
export type Api<Table extends ApiTable> = {
  [Name in keyof Table]: Table[Name] extends Method<infer Params, infer Result, infer Event>
    ? (params: Params, options?: StreamOptions<Event>) => Promise<Result>
    : never;
};

/** A line between two processes that carries structured-clone messages in order. */
export interface Port {
  post(message: Message): void;
  listen(receive: (message: Message) => void): void;
}

/** All that is ever said on a {@link Port}. The serving side says `ready` once, first. */
export type Message =
  | { kind: 'ready' }
  | { kind: 'call'; id: number; method: string; params: unknown }
  | { kind: 'cancel'; id: number }
  | { kind: 'progress'; id: number; progress: Progress }
  | { kind: 'event'; id: number; event: unknown }
  | { kind: 'result'; id: number; value: unknown }
  | { kind: 'failure'; id: number; error: WireError };

/** A message may be wrong in very many places: so many are told. */
const MOST_ISSUES = 3;

/** What a serving side listens to; anything else on its port is ignored. */
const Heard = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), id: z.int(), method: z.string(), params: z.unknown() }),
  z.strictObject({ kind: z.literal('cancel'), id: z.int() }),
]);

/**
 * Answers calls that arrive on `port` with `implementation`, after checking parameters against `table`. The answer
 * cancels every running call: whoever asked is gone.
 */
export function serve<Table extends ApiTable>(
  port: Port,
  table: Table,
  implementation: Api<Table>,
): () => void {
  const running = new Map<number, CancelSource>();

  const answer = async (id: number, method: string, params: unknown): Promise<void> => {
    const cancel = new CancelSource();
    running.set(id, cancel);
    try {
      if (!Object.hasOwn(table, method))
        throw new InternalError(`There is no call "${method}".`, { detail: method });
      const checked = table[method]!.params.safeParse(params);
      if (!checked.success) {
        const issues = checked.error.issues.slice(0, MOST_ISSUES);
        const detail = `${method}: ${issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`;
        throw new InternalError(`A message between processes was malformed (${detail}).`, { detail });
      }
      const value = await implementation[method]!(checked.data, {
        signal: cancel.signal,
        onProgress: (progress) => port.post({ kind: 'progress', id, progress }),
        onEvent: (event: unknown) => port.post({ kind: 'event', id, event }),
      });
      port.post({ kind: 'result', id, value });
    } catch (error) {
      port.post({ kind: 'failure', id, error: toWire(error) });
    } finally {
      running.delete(id);
    }
  };

  port.post({ kind: 'ready' });
  port.listen((received) => {
    const { data: message } = Heard.safeParse(received);
    if (message?.kind === 'call') {
      // A number that is in use would take the place of the call under way, which nobody could cancel then.
      if (!running.has(message.id)) void answer(message.id, message.method, message.params);
    } else if (message?.kind === 'cancel') running.get(message.id)?.abort();
  });
  return () => running.forEach((cancel) => cancel.abort());
}

/** A call that waits for its answer; when (ms since 1970) something was last heard of it, and when it was cancelled. */
export interface PendingCall {
  method: string;
  lastHeard: number;
  cancelledAt: number | null;
}

/** The calling side of a port. */
export interface Connection<Table extends ApiTable> {
  readonly api: Api<Table>;
  readonly pending: Iterable<PendingCall>;
  /** When (ms since 1970) anything was last heard from the other side. */
  readonly lastHeard: number;
  /**
   * Fails every waiting call, and every later one, with `error`: the process behind the port is gone. Calls that were
   * cancelled end as cancelled.
   */
  fail(error: Error): void;
}

interface Waiting extends PendingCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: CallOptions['onProgress'];
  onEvent: StreamOptions<unknown>['onEvent'];
}

/** Connects to the api that the other side of `port` serves. `onReady` is called when that side says so. */
export function connect<Table extends ApiTable>(
  port: Port,
  table: Table,
  onReady?: () => void,
): Connection<Table> {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let failure: Error | null = null;
  let lastHeard = Date.now();

  port.listen((message) => {
    lastHeard = Date.now();
    if (message.kind === 'ready') return onReady?.();
    if (message.kind === 'call' || message.kind === 'cancel') return;
    const entry = waiting.get(message.id);
    if (!entry) return;
    entry.lastHeard = Date.now();
    if (message.kind === 'progress') return entry.onProgress?.(message.progress);
    if (message.kind === 'event') return entry.onEvent?.(message.event);
    waiting.delete(message.id);
    if (message.kind === 'result') entry.resolve(message.value);
    else entry.reject(fromWire(message.error));
  });

  const send = (
    method: string,
    params: unknown,
    { signal, onProgress, onEvent }: StreamOptions<unknown> = {},
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      if (signal?.aborted) return reject(new AbortError());
      const id = ++lastId;
      const cancel = () => {
        waiting.get(id)!.cancelledAt = Date.now();
        port.post({ kind: 'cancel', id });
      };
      const settled = () => signal?.removeEventListener('abort', cancel);
      signal?.addEventListener('abort', cancel);
      waiting.set(id, {
        method,
        lastHeard: Date.now(),
        cancelledAt: null,
        resolve: (value) => (settled(), resolve(value)),
        reject: (error) => (settled(), reject(error)),
        onProgress,
        onEvent,
      });
      port.post({ kind: 'call', id, method, params });
    });

  const api = Object.fromEntries(
    Object.keys(table).map((method) => [
      method,
      (params: unknown, options?: StreamOptions<unknown>) => send(method, params, options),
    ]),
  ) as Api<Table>;

  return {
    api,
    get pending() {
      return waiting.values();
    },
    get lastHeard() {
      return lastHeard;
    },
    fail(error) {
      failure = error;
      for (const entry of waiting.values())
        entry.reject(entry.cancelledAt === null ? error : new AbortError());
      waiting.clear();
    },
  };
}
