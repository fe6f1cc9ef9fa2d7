import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { DamagedFileError, DiskFullError } from '../../../src-main/contract/errors';
import { call, connect, serve, type Api, type Message } from '../../../src-main/contract/rpc';
import { AbortError, type Progress } from '../../../src-main/contract/signal';
import { portPair } from '../../support/in-memory-port';

const table = {
  double: call(z.strictObject({ value: z.number() })).returns<number>(),
  wait: call(z.strictObject({})).returns<void>(),
  open: call(z.strictObject({ path: z.string() })).returns<void>(),
  count: call(z.strictObject({ to: z.int() })).streams<{ at: number }, string>(),
};

function line(implementation: Partial<Api<typeof table>>) {
  const [caller, server] = portPair();
  const connection = connect(caller, table);
  serve(server, table, implementation as Api<typeof table>);
  return connection;
}

describe('calls between processes', () => {
  it('answer with the result', async () => {
    const { api } = line({ double: async ({ value }) => 2 * value });
    expect(await api.double({ value: 21 })).toBe(42);
  });

  it('refuse parameters that do not fit the schema', async () => {
    const { api } = line({ double: async ({ value }) => 2 * value });
    await expect(api.double({ value: 'x' as never })).rejects.toThrow(/malformed \(double: value/);
  });

  it('name the first places of a message that is wrong in very many', async () => {
    const many = z.strictObject({ values: z.array(z.number()) });
    const [caller, server] = portPair();
    const { api } = connect(caller, { sum: call(many).returns<number>() });
    serve(server, { sum: call(many).returns<number>() }, { sum: async () => 0 });
    const failure = await api.sum({ values: new Array(10_000).fill('x') }).catch((error: Error) => error);
    expect((failure as Error).message).toMatch(/values\.0 .*values\.1 .*values\.2 /);
    expect((failure as Error).message.length).toBeLessThan(400);
  });

  it('refuse names that only an object has of itself', async () => {
    const [caller, server] = portPair();
    const answers: Message[] = [];
    caller.listen((message) => answers.push(message));
    serve(server, table, {} as Api<typeof table>);
    for (const [id, method] of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].entries())
      caller.post({ kind: 'call', id, method, params: {} });
    await vi.waitFor(() => expect(answers).toHaveLength(5));
    expect(answers.slice(1).map((answer) => answer.kind)).toEqual(Array(4).fill('failure'));
  });

  it('under a number that is in use are not begun: the one under way can still be cancelled', async () => {
    const [caller, server] = portPair();
    let begun = 0;
    let cancelled = 0;
    const close = serve(server, table, {
      wait: (_params, options) =>
        new Promise(() => {
          begun++;
          options!.signal!.addEventListener('abort', () => cancelled++);
        }),
    } as Api<typeof table>);
    for (let i = 0; i < 2; i++) caller.post({ kind: 'call', id: 7, method: 'wait', params: {} });
    await vi.waitFor(() => expect(begun).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    close();
    expect([begun, cancelled]).toEqual([1, 1]);
  });

  it('bring an error back as its own class, with its fields', async () => {
    const { api } = line({
      open: async ({ path }) => {
        throw new DamagedFileError(`The file ${path} ends too early.`, { path });
      },
    });
    const error = await api.open({ path: 'a.tif' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DamagedFileError);
    expect((error as DamagedFileError).fields).toEqual({ path: 'a.tif' });
  });

  it('report progress in order before the result', async () => {
    const { api } = line({
      double: async ({ value }, options) => {
        for (const done of [1, 2]) options?.onProgress?.({ done, total: 2, unit: 'tiles' });
        return value;
      },
    });
    const seen: Progress[] = [];
    await api.double({ value: 1 }, { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done }) => done)).toEqual([1, 2]);
  });

  it('tell of events in order before the result', async () => {
    const { api } = line({
      count: async ({ to }, options) => {
        for (let at = 1; at <= to; at++) options?.onEvent?.({ at });
        return 'counted';
      },
    });
    const seen: number[] = [];
    expect(await api.count({ to: 3 }, { onEvent: ({ at }) => seen.push(at) })).toBe('counted');
    expect(seen).toEqual([1, 2, 3]);
  });

  it('are cancelled when whoever asked is gone', async () => {
    const [caller, server] = portPair();
    const { api } = connect(caller, table);
    let cancelled = false;
    const close = serve(server, table, {
      wait: (_params, options) =>
        new Promise((resolve) =>
          options!.signal!.addEventListener('abort', () => resolve(void (cancelled = true))),
        ),
    } as Api<typeof table>);
    const waiting = api.wait({});
    await new Promise((resolve) => setTimeout(resolve, 1));
    close();
    await waiting;
    expect(cancelled).toBe(true);
  });

  it('ignore what is not a message', async () => {
    const [caller, server] = portPair();
    const { api } = connect(caller, table);
    serve(server, table, { double: async ({ value }) => 2 * value } as Api<typeof table>);
    for (const odd of [null, 7, { kind: 'call', id: 'x' }, { kind: 'explode' }]) caller.post(odd as never);
    expect(await api.double({ value: 4 })).toBe(8);
  });

  it('are cancelled by the signal', async () => {
    const { api } = line({
      wait: (_params, options) =>
        new Promise((_resolve, reject) =>
          options!.signal!.addEventListener('abort', () => reject(new AbortError())),
        ),
    });
    const cancel = new AbortController();
    const waiting = api.wait({}, { signal: cancel.signal });
    cancel.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('are not even sent when cancelled before', async () => {
    let called = false;
    const { api } = line({ wait: async () => void (called = true) });
    await expect(api.wait({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(called).toBe(false);
  });

  it('all fail with the error of a process that is gone, and so do later ones', async () => {
    const { api, fail } = line({ wait: () => new Promise(() => undefined) });
    const waiting = api.wait({});
    const gone = new DiskFullError('gone', { path: '', neededBytes: 0, freeBytes: 0 });
    fail(gone);
    await expect(waiting).rejects.toBe(gone);
    await expect(api.wait({})).rejects.toBe(gone);
  });

  it('turn an unexpected exception into a sentence that asks for a report', async () => {
    const { api } = line({
      wait: async () => {
        throw new TypeError('x is not a function');
      },
    });
    await expect(api.wait({})).rejects.toThrow(/Please report it/);
  });
});
