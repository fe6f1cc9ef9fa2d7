import { readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toWire } from '../../src-main/contract/errors';
import { appendAt } from '../../src-main/io/run-folder/append';
import { isRun } from '../../src-main/io/run-folder/read-run';
import { openRunFolder } from '../../src-main/io/run-folder/run-folder';
import { checkpointOf, epochRecord, previewOf, runRecord } from './run-records';

// A process of its own for tests that kill who writes a run, or fill its disk: `forever RUN` or `full FOLDER`.

const notify = (sentence: string) => void process.stderr.write(`${sentence}\n`);

/** Begins a run, or goes on with it, and keeps epoch after epoch until it is killed. */
async function forever(path: string): Promise<never> {
  process.stdout.write('!');
  const run = openRunFolder(path, { notify });
  if (await isRun(path)) await run.setStatus({ state: 'running', pid: process.pid, reason: null });
  else await run.begin(runRecord());
  const last = await run.lastCheckpoint();
  for (let epoch = (last?.epoch ?? 0) + 1; ; epoch++) {
    await run.keepEpoch(checkpointOf(epoch, 100_000), epochRecord(epoch, epoch % 3 === 1));
    await run.keepPreview(previewOf(epoch));
    process.stdout.write('.');
  }
}

/** What keeping a run comes to on a disk that fills up, and once there is room again. */
async function full(folder: string): Promise<unknown> {
  const path = join(folder, 'run');
  const ballast = join(folder, 'other');
  const run = openRunFolder(path, { notify });
  await run.begin(runRecord());
  writeFileSync(ballast, new Uint8Array(600_000));
  const keepEpoch = (epoch: number) => run.keepEpoch(checkpointOf(epoch, 40_000), epochRecord(epoch));
  let epoch = 1;
  let error: unknown = null;
  for (; error === null; epoch++) error = await keepEpoch(epoch).then(() => null, toWire);
  const failed = epoch - 1;
  const left = readdirSync(join(path, 'checkpoints')).filter((name) => name.endsWith('.part'));

  fillUp(join(folder, 'rest'));
  await run.setStatus({ state: 'paused', pid: process.pid, reason: 'The disk is full.' });
  const paused = (await run.detail()).summary;
  const line = join(path, 'history.jsonl');
  const lengthBefore = statSync(line).size;
  const append = await appendAt(line, lengthBefore, new Uint8Array(100_000)).then(() => null, toWire);
  const lengthAfter = statSync(line).size;

  rmSync(ballast);
  await keepEpoch(failed);
  const again = openRunFolder(path, { notify });
  const resumed = (await again.lastCheckpoint())?.epoch;
  return { error, failed, left, paused, append, lengthBefore, lengthAfter, resumed };
}

/** Takes all room that a disk has left. */
function fillUp(path: string): void {
  const { bavail, bsize } = statfsSync(join(path, '..'));
  writeFileSync(path, new Uint8Array(bavail * bsize));
}

const [task, path] = process.argv.slice(2) as [string, string];
if (task === 'forever') await forever(path);
else process.stdout.write(JSON.stringify(await full(path)));
