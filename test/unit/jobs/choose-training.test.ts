import { describe, expect, it } from 'vitest';
import { chooseTraining, dataSourceOf } from '../../../src-main/jobs/choose-training';
import type { Session } from '../../../src-main/jobs/session';

/** A session whose files are these configurations, and whose models these bundles and weight files. */
function session(configs: Record<string, unknown> = {}, models: Record<string, 'bundle' | 'weights'> = {}) {
  const files = {
    readJson: async ({ path }: { path: string }) => configs[path],
    readDataset: async () => null,
    findModel: async ({ model }: { model: string }) => ({ kind: models[model], path: `/models/${model}` }),
  };
  const withFiles = (work: (given: typeof files) => unknown) => work(files);
  return { withFiles, modelsFolder: '/models' } as unknown as Session;
}

const choose = (choice: object, given = session()) =>
  chooseTraining(given, { set: [], out: '/runs/my-run/', ...choice }, {});

describe('what a person chooses to train', () => {
  it('is a preset with data, called after its folder', async () => {
    const config = await choose({ preset: 'u-net', data: '/data' });
    expect(config).toMatchObject({
      name: 'my-run',
      architecture: { kind: 'unet', batchNorm: true },
      data: { kind: 'folder', folder: '/data' },
      epochs: 200,
    });
  });

  it('is a file, in which data and settings take the place of what it says', async () => {
    const file = {
      name: 'mine',
      architecture: { kind: 'dncnn' },
      data: { kind: 'folder', folder: '/old' },
      batch: 4,
    };
    const given = session({ 'a.json': file });
    expect(await choose({ config: 'a.json' }, given)).toMatchObject({
      name: 'mine',
      data: { folder: '/old' },
    });
    const changed = await choose({ config: 'a.json', data: 'b.csv', set: ['batch=2', 'name=other'] }, given);
    expect(changed).toMatchObject({ name: 'other', data: { kind: 'table', file: 'b.csv' }, batch: 2 });
  });

  it('is one of both, of known names, and an object', async () => {
    await expect(choose({})).rejects.toThrow('train presets lists them');
    await expect(choose({ preset: 'u-net', config: 'a.json' })).rejects.toThrow('train presets lists them');
    await expect(choose({ preset: 'unet', data: '/data' })).rejects.toThrow('There is no preset "unet"');
    await expect(choose({ preset: 'u-net' })).rejects.toThrow('data is missing.');
    await expect(choose({ config: 'a.json' }, session({ 'a.json': [1] }))).rejects.toThrow(
      'a.json is no configuration',
    );
  });

  it('names the model of a perceptual loss, which has to be installed', async () => {
    const set = ['loss=[{"kind":"perceptual","model":"vgg","layer":"conv2"}]'];
    const choice = { preset: 'u-net', data: '/data', set };
    const config = await choose(choice, session({}, { vgg: 'bundle' }));
    expect(config.loss).toMatchObject([{ kind: 'perceptual', model: '/models/vgg', layer: 'conv2' }]);
    await expect(choose(choice, session({}, { vgg: 'weights' }))).rejects.toThrow('import them first');
  });
});

describe('data', () => {
  it('are a folder, a table, or frames with the positions of emitters', () => {
    expect(dataSourceOf('/data')).toEqual({ kind: 'folder', folder: '/data' });
    expect(dataSourceOf('pairs.CSV')).toEqual({ kind: 'table', file: 'pairs.CSV' });
    expect(dataSourceOf('frames.tif', 'positions.csv')).toEqual({
      kind: 'localisations',
      frames: 'frames.tif',
      positions: 'positions.csv',
      pixelSizeNm: 100,
    });
  });
});
