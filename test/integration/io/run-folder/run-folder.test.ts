import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { epochFile } from '../../../../src-main/io/run-folder/layout';
import { readPreview } from '../../../../src-main/io/run-folder/previews';
import { readRun } from '../../../../src-main/io/run-folder/read-run';
import { openRunFolder, type RunFolder } from '../../../../src-main/io/run-folder/run-folder';
import type { RunStore } from '../../../../src-main/training/run-store';
import { checkpointOf, epochRecord, previewOf, runRecord } from '../../../support/run-records';
import { temporaryFolder } from '../../../support/temporary-folder';

const silent = { notify: (sentence: string) => expect.unreachable(sentence) };

/** A run that was begun and has kept so many epochs; epoch `best` was the last best one. */
async function runOf(epochs: number, best = epochs): Promise<RunFolder> {
  const run = openRunFolder(join(temporaryFolder(), 'run'), silent);
  await run.begin(runRecord());
  for (let epoch = 1; epoch <= epochs; epoch++)
    await run.keepEpoch(checkpointOf(epoch), epochRecord(epoch, epoch <= best));
  return run;
}

/** Changes a byte of a checkpoint's numbers. */
function damage(path: string, epoch: number): void {
  const file = epochFile(path, 'checkpoints', epoch);
  const bytes = readFileSync(file);
  bytes[bytes.length - 100]! ^= 4;
  writeFileSync(file, bytes);
}

describe('a run folder', () => {
  it('is what the loop writes to', async () => {
    const store: RunStore = openRunFolder('somewhere', silent);
    expect(store.path).toBe('somewhere');
  });

  it('tells everything that was kept', async () => {
    const run = await runOf(20, 7);
    await run.keepPreview(previewOf(20));
    const { summary, record, history, previews, checkpoints } = await readRun(run.path);
    expect(record).toEqual(runRecord());
    expect(history).toEqual(Array.from({ length: 20 }, (_, i) => epochRecord(i + 1, i < 7)));
    expect(previews).toEqual([20]);
    expect(checkpoints).toEqual([4, 7, 8, 12, 16, 19, 20]);
    expect(summary).toMatchObject({
      path: run.path,
      name: 'Mito 3.6',
      state: 'running',
      reason: null,
      network: 'DenseED (1,1,1)',
      epoch: 20,
      epochs: 200,
      best: { epoch: 7, scores: { rmse: 0.1, psnr: 20.7, ssim: null } },
      model: null,
    });
    expect(await run.checkpoint(7)).toMatchObject(checkpointOf(7));
    expect(await run.checkpoint(6)).toBeNull();
  });

  it('that holds something is not begun in', async () => {
    const path = temporaryFolder();
    writeFileSync(join(path, 'thesis.txt'), 'important');
    await expect(openRunFolder(path, silent).begin(runRecord())).rejects.toMatchObject({
      tag: 'InvalidRequestError',
      message: expect.stringContaining('is not empty (it holds "thesis.txt")'),
    });
    expect(readdirSync(path)).toEqual(['thesis.txt']);
  });

  it('is not begun in a file, which is told before the long work', async () => {
    const path = join(temporaryFolder(), 'notes.txt');
    await openRunFolder(path, silent).requireFree();
    writeFileSync(path, 'important');
    await expect(openRunFolder(path, silent).requireFree()).rejects.toMatchObject({
      tag: 'FileNotWritableError',
      message: `"run.json" cannot be written: ${path} is not a folder. Check the path.`,
    });
  });

  it('is begun where a process was killed while it began', async () => {
    const path = temporaryFolder();
    const part = `run.json.finescope-${hostname().replace(/[^\w-]/g, '_')}-${2 ** 22 + 1}-1.part`;
    for (const name of ['status.json', part]) writeFileSync(join(path, name), '{');
    const run = openRunFolder(path, silent);
    await run.requireFree();
    await run.begin(runRecord());
    expect(readdirSync(path).sort()).toEqual(['run.json', 'status.json']);
  });

  it('goes on from the checkpoint before where the last one is damaged, with a sentence', async () => {
    const { path } = await runOf(9, 5);
    damage(path, 9);
    const sentences: string[] = [];
    const run = openRunFolder(path, { notify: (sentence) => sentences.push(sentence) });
    expect(await run.lastCheckpoint()).toMatchObject(checkpointOf(8));
    expect(sentences).toEqual(['The checkpoint of epoch 9 is damaged; an earlier one is used.']);
    expect((await readRun(path)).history.length).toBe(8);
    expect(await run.checkpoint(5)).toMatchObject(checkpointOf(5));
    await run.keepEpoch(checkpointOf(9), epochRecord(9));
    expect(await openRunFolder(path, silent).lastCheckpoint()).toMatchObject(checkpointOf(9));
  });

  it('without a checkpoint that can be read says that it cannot be resumed', async () => {
    const { path } = await runOf(2);
    damage(path, 1);
    damage(path, 2);
    await expect(openRunFolder(path, { notify: () => undefined }).lastCheckpoint()).rejects.toMatchObject({
      tag: 'DamagedFileError',
      message: expect.stringContaining('has 2 finished epochs and no checkpoint that can be read'),
    });
  });

  it('whose last line is torn goes on after the line before', async () => {
    const { path } = await runOf(3);
    appendFileSync(join(path, 'history.jsonl'), '{"epoch":4,"st');
    expect((await readRun(path)).summary.epoch).toBe(3);
    const run = openRunFolder(path, silent);
    await run.lastCheckpoint();
    await run.keepEpoch(checkpointOf(4), epochRecord(4));
    expect((await readRun(path)).history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
  });

  it('of no finished epoch begins anew when resumed', async () => {
    const { path } = await runOf(0);
    expect(await openRunFolder(path, silent).lastCheckpoint()).toBeNull();
  });

  it('keeps an epoch once, however often it is told', async () => {
    const run = await runOf(2);
    await run.keepEpoch(checkpointOf(2), epochRecord(2));
    expect((await readRun(run.path)).history.length).toBe(2);
    await expect(run.keepEpoch(checkpointOf(4), epochRecord(4))).rejects.toMatchObject({
      tag: 'InternalError',
    });
  });

  it('has one event file, which whoever goes on with the run tells anew', async () => {
    const { path } = await runOf(3);
    const eventFiles = () => readdirSync(path).filter((name) => name.startsWith('events.out.tfevents.'));
    writeFileSync(join(path, 'events.out.tfevents.1700000000.finescope'), 'what an earlier process told');
    const run = openRunFolder(path, silent);
    await run.lastCheckpoint();
    await run.keepEpoch(checkpointOf(4), epochRecord(4));
    const [name, ...others] = eventFiles();
    expect(others).toEqual([]);
    const text = readFileSync(join(path, name!), 'latin1');
    expect(text.split('train/loss').length - 1).toBe(4);
  });

  it('says of a run that another process would be taken for that it was interrupted', async () => {
    const { path } = await runOf(3);
    const file = join(path, 'status.json');
    const status = JSON.parse(readFileSync(file, 'utf8'));
    expect(status).toMatchObject({ state: 'running', pid: process.pid });
    const withProcess = (process: object) => writeFileSync(file, JSON.stringify({ ...status, ...process }));
    const summary = async () => (await readRun(path)).summary;

    withProcess({ process: { ...status.process, started: 'another start' } });
    expect(await summary()).toMatchObject({
      state: 'interrupted',
      reason: 'The training ended before it was finished. Resumed, it goes on after epoch 3.',
    });
    withProcess({ process: { ...status.process, host: 'elsewhere' } });
    expect(await summary()).toMatchObject({
      state: 'interrupted',
      reason: expect.stringContaining('computer elsewhere: make sure that it has ended there'),
    });
    withProcess({ pid: 2 ** 22 + 1 });
    expect((await summary()).state).toBe('interrupted');
    withProcess({ state: 'failed', reason: 'NaN.' });
    expect(await summary()).toMatchObject({ state: 'failed', reason: 'NaN.' });
    rmSync(file);
    expect((await summary()).state).toBe('interrupted');
  });
});

describe('previews', () => {
  it('are given back as they were kept', async () => {
    const run = await runOf(2);
    await run.keepPreview(previewOf(1));
    await run.keepPreview(previewOf(2));
    expect(await readPreview(run.path, 1)).toEqual(previewOf(1));
    expect(await readPreview(run.path, 2)).toEqual(previewOf(2));
    await expect(readPreview(run.path, 3)).rejects.toMatchObject({ tag: 'FileNotReadableError' });
  });

  it('of a long run are thinned', async () => {
    const run = await runOf(70, 1);
    for (let epoch = 1; epoch <= 70; epoch++) await run.keepPreview(previewOf(epoch));
    const { previews } = await readRun(run.path);
    expect(previews).toEqual([1, 2, ...Array.from({ length: 17 }, (_, i) => 4 * (i + 1)), 70]);
  });
});
