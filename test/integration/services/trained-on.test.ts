import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DamagedFileError } from '../../../src-main/contract/errors';
import type { ModelRecord } from '../../../src-main/contract/model';
import { chooseScoring } from '../../../src-main/services/trained-on';
import { runRecord } from '../../support/run-records';
import { temporaryFolder } from '../../support/temporary-folder';

/** A run's folder over a data folder that is there, and what the model that came of it says. */
function aTrainedModel() {
  const folder = temporaryFolder();
  const [run, data] = ['run', 'data'].map((name) => join(folder, name)) as [string, string];
  for (const path of [run, data]) mkdirSync(path);
  const record = runRecord({ data: { kind: 'folder', folder: data, input: 'low', target: 'high' } });
  writeFileSync(join(run, 'run.json'), JSON.stringify(record));
  const training: ModelRecord['training'] = {
    run,
    startedAt: record.startedAt,
    epoch: 1,
    epochs: 1,
    steps: 5,
    fields: 2,
    frames: 20,
    heldOut: ['c'],
    rmse: null,
    psnr: null,
    ssim: null,
    baselines: null,
    finishedAt: record.startedAt,
  };
  const choose = (asked: Parameters<typeof chooseScoring>[2]) =>
    chooseScoring(join(folder, 'model'), { name: 'spots', training }, asked);
  return { folder, run, data, record, choose };
}

describe('the fields that a model is scored on', () => {
  it('are those held out where its own data are named without options, or by a link', async () => {
    const { folder, data, record, choose } = aTrainedModel();
    const link = join(folder, 'link');
    symlinkSync(data, link, 'junction');
    for (const path of [data, link]) {
      const asked = { kind: 'folder', folder: path } as const;
      const { scored, notes } = await choose({ data: asked });
      expect(scored).toEqual({ data: record.config.data, fields: ['c'] });
      expect(notes).toContainEqual(expect.stringContaining('read as the run read them'));
      await expect(choose({ data: asked, fields: ['a'] })).rejects.toThrow('learnt by heart');
    }
  });

  it('are all of other data', async () => {
    const { folder, choose } = aTrainedModel();
    const other = { kind: 'folder', folder } as const;
    expect((await choose({ data: other })).scored).toEqual({ data: other, fields: undefined });
  });

  it('are not guessed where the record of the run is damaged', async () => {
    const { run, data, choose } = aTrainedModel();
    writeFileSync(join(run, 'run.json'), '{');
    await expect(choose({ data: { kind: 'folder', folder: data } })).rejects.toThrow(DamagedFileError);
  });
});
