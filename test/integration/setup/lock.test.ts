import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withLock } from '../../../build/setup/lock.mjs';
import { temporaryFolderOfFile } from '../../support/temporary-folder';

const folder = temporaryFolderOfFile();
const holder = (over: object = {}) =>
  JSON.stringify({ pid: process.pid, host: hostname(), token: 'x', ...over });

test('lets one work at a time and leaves no lock behind', async () => {
  const lock = join(folder, 'one');
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(10);
    inside--;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(lock, work, { pollMs: 2 })));
  expect(most).toBe(1);
  expect(existsSync(lock)).toBe(false);
});

test('gives the lock back when the work fails', async () => {
  const lock = join(folder, 'fails');
  await expect(withLock(lock, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
  expect(existsSync(lock)).toBe(false);
});

test('says for whom it waits, once', async () => {
  const lock = join(folder, 'waits');
  const waitedFor: unknown[] = [];
  const first = withLock(lock, () => sleep(60));
  await sleep(10);
  await withLock(lock, async () => undefined, {
    pollMs: 5,
    onWait: (who: { pid: number }) => waitedFor.push(who.pid),
  });
  await first;
  expect(waitedFor).toEqual([process.pid]);
});

test('takes the lock of a process that has ended', async () => {
  const lock = join(folder, 'ended');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(lock, holder({ pid }));
  expect(await withLock(lock, async () => 'mine', { pollMs: 2 })).toBe('mine');
});

test('takes the lock of another machine only after watching it without a beat', async () => {
  const lock = join(folder, 'elsewhere');
  writeFileSync(lock, holder({ host: 'another-machine' }));
  const began = performance.now();
  await withLock(lock, async () => undefined, { pollMs: 5, staleMs: 120 });
  expect(performance.now() - began).toBeGreaterThan(110);
});

test('does not take a lock that beats, however long it is held', async () => {
  const lock = join(folder, 'beats');
  const order: string[] = [];
  const long = withLock(
    lock,
    async () => {
      await sleep(300);
      order.push('first');
    },
    { beatMs: 15 },
  );
  await sleep(10);
  await withLock(lock, async () => order.push('second'), { pollMs: 5, staleMs: 150 });
  await long;
  expect(order).toEqual(['first', 'second']);
});

test('one waiter of several gets a dead lock', async () => {
  const lock = join(folder, 'several');
  writeFileSync(lock, '{'); // its writer died while writing
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(20);
    inside--;
  };
  await Promise.all(Array.from({ length: 4 }, () => withLock(lock, work, { pollMs: 5, staleMs: 100 })));
  expect(most).toBe(1);
});

test('processes that race install once', async () => {
  const lock = join(folder, 'race');
  const installed = join(folder, 'installed');
  const script = `
    import { appendFileSync, existsSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { withLock } from ${JSON.stringify(new URL('../../../build/setup/lock.mjs', import.meta.url).href)};
    await withLock(${JSON.stringify(lock)}, async () => {
      if (existsSync(${JSON.stringify(installed)})) return;
      await sleep(50);
      appendFileSync(${JSON.stringify(installed)}, 'once;');
    }, { pollMs: 10 });`;
  const codes = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
      return (await once(child, 'exit'))[0] as number;
    }),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(readFileSync(installed, 'utf8')).toBe('once;');
});
