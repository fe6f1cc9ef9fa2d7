import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRunFolder } from '../../../../src-main/io/run-folder/run-folder';
import { createFilesService } from '../../../../src-main/services/files-service';
import { checkpointOf, epochRecord, previewOf, runRecord } from '../../../support/run-records';
import { temporaryFolder } from '../../../support/temporary-folder';

const { api } = createFilesService('test');

async function makeRun(path: string, name: string, epochs: number): Promise<string> {
  const run = openRunFolder(path, { notify: (sentence) => expect.unreachable(sentence) });
  await run.begin(runRecord({ name }));
  for (let epoch = 1; epoch <= epochs; epoch++) await run.keepEpoch(checkpointOf(epoch), epochRecord(epoch));
  await run.keepPreview(previewOf(Math.max(1, epochs)));
  await run.setStatus({ state: 'finished', pid: null, reason: null });
  return path;
}

describe('the list of runs', () => {
  it('holds those of its folder and those registered, the one changed last first', async () => {
    const folder = join(temporaryFolder(), 'runs');
    expect(await api.listRuns({ folder })).toEqual({ runs: [], problems: [] });
    const elsewhere = await makeRun(join(temporaryFolder(), 'elsewhere'), 'elsewhere', 1);
    await api.registerRun({ folder, run: elsewhere });
    await api.registerRun({ folder, run: elsewhere });
    const first = await makeRun(join(folder, 'a'), 'first', 2);
    await api.registerRun({ folder, run: first });
    await makeRun(join(folder, 'b'), 'second', 0);
    mkdirSync(join(folder, 'no run'));
    writeFileSync(join(folder, 'notes.txt'), '');

    const { runs, problems } = await api.listRuns({ folder });
    expect(problems).toEqual([]);
    expect(runs.map(({ name, epoch, state }) => ({ name, epoch, state }))).toEqual([
      { name: 'second', epoch: 0, state: 'finished' },
      { name: 'first', epoch: 2, state: 'finished' },
      { name: 'elsewhere', epoch: 1, state: 'finished' },
    ]);
  });

  it('leaves out a registered run that is gone, and has it again when it is back', async () => {
    const folder = temporaryFolder();
    const run = await makeRun(join(temporaryFolder(), 'run'), 'away', 1);
    await api.registerRun({ folder, run });
    renameSync(run, `${run}-moved`);
    expect(await api.listRuns({ folder })).toEqual({ runs: [], problems: [] });
    renameSync(`${run}-moved`, run);
    expect((await api.listRuns({ folder })).runs.length).toBe(1);
  });

  it('tells of damaged runs and lists the others', async () => {
    const folder = temporaryFolder();
    await makeRun(join(folder, 'good'), 'good', 1);
    const bad = await makeRun(join(folder, 'bad'), 'bad', 1);
    writeFileSync(join(bad, 'run.json'), '{"format":"finescope-run","version":2}');
    const { runs, problems } = await api.listRuns({ folder });
    expect(runs.map(({ name }) => name)).toEqual(['good']);
    expect(problems).toEqual([
      `"${join(bad, 'run.json')}" was written by a newer Finescope (version 2). Update Finescope.`,
    ]);
  });
});

describe('a run', () => {
  it('and its previews are read by its path', async () => {
    const run = await makeRun(join(temporaryFolder(), 'run'), 'one', 2);
    const detail = await api.readRun({ run });
    expect(detail.history.length).toBe(2);
    expect(detail.previews).toEqual([2]);
    expect(await api.readRunPreview({ run, epoch: 2 })).toEqual(previewOf(2));
  });

  it('that is none is refused', async () => {
    const run = temporaryFolder();
    rmSync(run, { recursive: true });
    await expect(api.readRun({ run })).rejects.toMatchObject({
      tag: 'FileNotReadableError',
      message: `"${run}" is not a training run: it holds no run.json. Choose a folder that train made.`,
    });
  });
});
