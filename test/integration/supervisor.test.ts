import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ProcessStoppedError } from '../../src-main/contract/errors';
import { call } from '../../src-main/contract/rpc';
import { launchNodeProcess } from '../../src-main/supervisor/node-process';
import { residentMemory } from '../../src-main/supervisor/process-memory';
import { SupervisedProcess, type ProcessLimits } from '../../src-main/supervisor/supervised-process';

const nothing = z.strictObject({});
const table = {
  pid: call(nothing).returns<number>(),
  crash: call(nothing).returns<void>(),
  exit: call(nothing).returns<void>(),
  hang: call(nothing).returns<void>(),
  eat: call(nothing).returns<void>(),
  slow: call(z.strictObject({ steps: z.number(), everyMs: z.number() })).returns<number>(),
};

const script = fileURLToPath(new URL('../fixtures/child.cjs', import.meta.url));
const started: SupervisedProcess<typeof table>[] = [];

function supervise(limits: Partial<ProcessLimits> = {}, env: Record<string, string> = {}, restarts = true) {
  const supervised = new SupervisedProcess({
    name: 'trial',
    table,
    launch: () => launchNodeProcess({ script, env }),
    limits: { startMs: 10_000, silenceMs: () => 60_000, cancelMs: 60_000, memoryBytes: Infinity, ...limits },
    restarts,
  });
  started.push(supervised);
  return supervised;
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error as ProcessStoppedError,
  );

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

describe('a supervised process', () => {
  it('is started by the first call and kept for the next', async () => {
    const { api } = supervise();
    expect(await api.pid({})).toBe(await api.pid({}));
  });

  it('fails its pending calls by name when it crashes, and the next call works', async () => {
    const { api } = supervise();
    const before = await api.pid({});
    const waiting = failureOf(api.slow({ steps: 1000, everyMs: 1000 }));
    const crashed = await failureOf(api.crash({}));
    for (const error of [crashed, await waiting]) {
      expect(error).toBeInstanceOf(ProcessStoppedError);
      expect(error!.fields).toEqual({ process: 'trial', reason: 'crash' });
      expect(error!.message).toContain('signal SIGSEGV');
    }
    expect(await api.pid({})).not.toBe(before);
  });

  it('that does not restart fails later calls as the pending ones', async () => {
    const supervised = supervise({}, {}, false);
    await failureOf(supervised.api.crash({}));
    expect((await failureOf(supervised.api.pid({})))!.message).toContain('signal SIGSEGV');
    expect(supervised.usable).toBe(false);
  });

  it('says the exit code when it ends by itself', async () => {
    expect((await failureOf(supervise().api.exit({})))!.message).toContain('exit code 3');
  });

  it('is ended when a call is silent for too long', async () => {
    const { api } = supervise({ silenceMs: () => 300 });
    expect((await failureOf(api.hang({})))!.fields.reason).toBe('silence');
    expect(await api.pid({})).toBeGreaterThan(0);
  });

  it('is not ended while a long call reports progress', async () => {
    const { api } = supervise({ silenceMs: () => 400 });
    expect(await api.slow({ steps: 10, everyMs: 100 })).toBe(10);
  });

  it('is not ended while a call waits behind others that are answered, but when those stop', async () => {
    const { api } = supervise({ silenceMs: () => 400 });
    const waiting = failureOf(api.slow({ steps: 1, everyMs: 30_000 }));
    for (let i = 0; i < 10; i++) {
      await new Promise((resume) => setTimeout(resume, 100));
      expect(await api.pid({})).toBeGreaterThan(0);
    }
    expect((await waiting)!.fields.reason).toBe('silence');
  });

  it('is ended when a cancelled call goes on too long; the call ends as cancelled', async () => {
    const { api } = supervise({ cancelMs: 200 });
    const cancel = new AbortController();
    await api.pid({});
    const hanging = failureOf(api.hang({}, { signal: cancel.signal }));
    setTimeout(() => cancel.abort(), 50);
    expect((await hanging)!.name).toBe('AbortError');
    expect(await api.pid({})).toBeGreaterThan(0);
  });

  it('is ended when it takes more memory than allowed', async () => {
    const { api } = supervise({ memoryBytes: 300 * 2 ** 20 });
    expect((await failureOf(api.eat({})))!.fields.reason).toBe('memory');
  });

  it('is ended when it does not start', async () => {
    const { api } = supervise({ startMs: 500 }, { CHILD_NEVER_READY: '1' });
    expect((await failureOf(api.pid({})))!.fields.reason).toBe('start');
  });

  it('that ends while it starts fails a cancelled call as cancelled', async () => {
    const supervised = supervise({}, { CHILD_NEVER_READY: '1' });
    const cancel = new AbortController();
    const call = failureOf(supervised.api.pid({}, { signal: cancel.signal }));
    cancel.abort();
    process.kill(supervised.pid!, 'SIGINT');
    expect((await call)!.name).toBe('AbortError');
  });

  it('is gone after stop, and its calls have failed', async () => {
    const supervised = supervise();
    const pid = await supervised.api.pid({});
    const waiting = failureOf(supervised.api.slow({ steps: 100, everyMs: 100 }));
    await supervised.stop();
    expect((await waiting)!.fields.reason).toBe('stopped');
    expect(() => process.kill(pid, 0)).toThrow();
  });
});

describe('resident memory', () => {
  it('of this process is what the process itself says', () => {
    const own = process.memoryUsage.rss();
    expect(residentMemory(process.pid)! / own).toBeGreaterThan(0.8);
    expect(residentMemory(process.pid)! / own).toBeLessThan(1.25);
  });

  it('of a process that is gone is unknown', () => {
    expect(residentMemory(2 ** 22 + 1)).toBeNull();
  });
});
