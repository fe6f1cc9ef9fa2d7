import { mkdirSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  FileNotReadableError,
  InvalidRequestError,
  ProcessStoppedError,
} from '../../src-main/contract/errors';
import { TrainingConfig, type TrainingConfigInput } from '../../src-main/contract/training-config';
import type { TrainingDataApi } from '../../src-main/contract/training-data-api';
import { CancelSource, isAbort } from '../../src-main/contract/signal';
import { createTrainingDataService } from '../../src-main/services/training-data-service';
import { startDataThread } from '../../src-main/supervisor/data-thread';
import { startFilesProcess } from '../support/files-process';
import { picture, type Picture } from '../support/memory-data';
import { imageInfo } from '../support/memory-source';
import { hasReference, NEEDS_REFERENCE, reference } from '../support/reference';
import { temporaryFolder } from '../support/temporary-folder';
import { writeImage } from '../support/write-image';

const script = resolve(fileURLToPath(new URL('../../out/main/training-data.cjs', import.meta.url)));

/** The thread as it was built, for one test. */
function dataThread(): TrainingDataApi {
  const thread = startDataThread(script);
  onTestFinished(() => thread.stop());
  return thread.api;
}

async function writePicture(path: string, options: Picture): Promise<void> {
  const { data, ...info } = picture(options);
  await writeImage(path, imageInfo(info), data);
}

/** A folder of fields: stacks of noisy frames, and a target for each. */
async function writeFields(options: Picture = {}, count = 4): Promise<string> {
  const folder = temporaryFolder();
  for (const role of ['noisy', 'clean']) mkdirSync(join(folder, role));
  for (let seed = 1; seed <= count; seed++) {
    await writePicture(join(folder, 'noisy', `FOV_0${seed}_frames.tif`), {
      ...options,
      seed,
      frames: 3,
      noise: 9000,
    });
    await writePicture(join(folder, 'clean', `FOV_0${seed}_average.tif`), { ...options, seed });
  }
  return folder;
}

const configOf = (folder: string, change: Partial<TrainingConfigInput> = {}) =>
  TrainingConfig.parse({
    name: 'test',
    architecture: { kind: 'denseed', blocks: [1, 1, 1] },
    data: { kind: 'folder', folder },
    patches: { kind: 'slices', side: 32 },
    batch: 4,
    ...change,
  });
const network = { sizeStep: 4, scale: 1 };

describe('the thread that reads the data of a run', () => {
  it('prepares them and gives out batches that another thread gives out again', async () => {
    const config = configOf(await writeFields(), { augmentation: { flips: true } });
    const data = dataThread();
    const progress: number[] = [];
    const prepared = await data.prepare(
      { config, ...network },
      { onProgress: ({ done, activity }) => void (activity === 'checking' && progress.push(done)) },
    );
    expect(progress).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(prepared.report.findings).toEqual([]);
    expect(prepared.run).toMatchObject({ frames: 9, stepsPerEpoch: 9 });
    expect([...prepared.run.train, ...prepared.run.validation].sort()).toEqual([
      'FOV_01',
      'FOV_02',
      'FOV_03',
      'FOV_04',
    ]);
    const batches = [];
    for (let step = 0; step < 9; step++) batches.push(await data.batch({ epoch: 2, step }));
    expect(batches[0]!.input).toHaveLength(4 * 32 * 32);

    const resumed = dataThread();
    await resumed.prepare({ config, ...network });
    expect(await resumed.batch({ epoch: 2, step: 6 })).toEqual(batches[6]);
    const pair = await resumed.heldOut({ index: 0 });
    expect(pair).toMatchObject({ field: prepared.run.validation[0], width: 64, height: 64 });
    expect(pair.average).toHaveLength(64 * 64);
  });

  it('fails with a sentence when it ends by itself, now and later', async () => {
    const path = join(temporaryFolder(), 'dies.cjs');
    const code = `require('node:worker_threads').parentPort.once('message', () => { throw new Error('out of luck'); });`;
    writeFileSync(path, code);
    const { api } = startDataThread(path);
    const sentence = /The reading of the training data ended unexpectedly \(out of luck\).*resume it/;
    await expect(api.batch({ epoch: 1, step: 0 })).rejects.toThrow(sentence);
    const later = api.batch({ epoch: 1, step: 0 });
    await expect(later).rejects.toThrow(ProcessStoppedError);
    await expect(later).rejects.toMatchObject({ fields: { reason: 'crash' } });
  });

  it('can be cancelled while it looks at the data', async () => {
    const config = configOf(await writeFields({ width: 256, height: 256 }));
    const cancel = new CancelSource();
    const preparing = dataThread().prepare(
      { config, ...network },
      { signal: cancel.signal, onProgress: () => cancel.abort() },
    );
    await expect(preparing).rejects.toSatisfy(isAbort);
  });
});

describe('files that change or break', () => {
  it('a truncated image is named before the first step', async () => {
    const folder = await writeFields();
    const path = join(folder, 'clean', 'FOV_03_average.tif');
    truncateSync(path, readFileSync(path).length - 3000);
    const refused = createTrainingDataService(2 ** 24).prepare({ config: configOf(folder), ...network });
    await expect(refused).rejects.toThrow(InvalidRequestError);
    await expect(refused).rejects.toThrow('FOV_03_average.tif');
  });

  it('a folder that is gone is named', async () => {
    const config = configOf(await writeFields());
    renameSync(config.data.kind === 'folder' ? config.data.folder : '', join(temporaryFolder(), 'elsewhere'));
    const preparing = createTrainingDataService(2 ** 24).prepare({ config, ...network });
    await expect(preparing).rejects.toThrow(FileNotReadableError);
    await expect(preparing).rejects.toThrow(/There is no ".*" at .* Check its name and folder/);
  });

  it('a file that is cut short during a run is named by the batch that needs it', async () => {
    const folder = await writeFields({}, 8); // more files than stay open
    const data = createTrainingDataService(0); // nothing is kept: each batch is read
    const { run } = await data.prepare({ config: configOf(folder), ...network });
    for (const name of readdirSync(join(folder, 'noisy'))) truncateSync(join(folder, 'noisy', name), 1000);
    const epoch = async () => {
      for (let step = 0; step < run.stepsPerEpoch; step++) await data.batch({ epoch: 1, step });
    };
    await expect(epoch()).rejects.toThrow(/FOV_0\d_frames\.tif/);
  });

  it('files are read again from the disk where there is no room to keep them', async () => {
    const config = configOf(await writeFields());
    const [all, none] = [createTrainingDataService(2 ** 26), createTrainingDataService(0)];
    await all.prepare({ config, ...network });
    await none.prepare({ config, ...network });
    for (let step = 0; step < 9; step++) {
      expect(await none.batch({ epoch: 1, step })).toEqual(await all.batch({ epoch: 1, step }));
    }
  });
});

describe('fields for an evaluation', () => {
  const normalisation = { kind: 'fixed' } as const;
  const value = (stored: number) => stored / 65535 - 0.5;

  it('are read whole, as network values, with the mean of their frames', async () => {
    const folder = await writeFields({ width: 70 });
    const data = dataThread();
    const source = { kind: 'folder', folder } as const;
    const opened = await data.openFields({ data: source, scale: 1, normalisation });
    expect(opened).toMatchObject({ scale: 1, zero: -0.5, range: 1 });
    expect(opened.fields.map(({ name, frames }) => [name, frames])).toEqual([
      ['FOV_01', 3],
      ['FOV_02', 3],
      ['FOV_03', 3],
      ['FOV_04', 3],
    ]);
    const pair = await data.readField({ field: 'FOV_02', frame: 2 });
    const expected = picture({ width: 70, seed: 2, frames: 3, noise: 9000 }).data;
    const size = 70 * 64;
    expect(pair).toMatchObject({ width: 70, height: 64 });
    expect(pair.input).toEqual(Float32Array.from(expected.subarray(2 * size), value));
    const mean = (expected[70]! + expected[70 + size]! + expected[70 + 2 * size]!) / 3;
    expect(pair.average![70]).toBeCloseTo(value(mean), 6);
    await expect(data.readField({ field: 'FOV_02', frame: 3 })).rejects.toThrow(
      'The field "FOV_02" has 3 frames, not 4.',
    );
  });

  it('are those that are named', async () => {
    const data = createTrainingDataService(2 ** 24);
    const source = { kind: 'folder', folder: await writeFields() } as const;
    const request = { data: source, scale: 1, normalisation };
    const opened = await data.openFields({ ...request, fields: ['FOV_03'] });
    expect(opened.fields.map(({ name }) => name)).toEqual(['FOV_03']);
    await expect(data.openFields({ ...request, fields: ['FOV_9'] })).rejects.toThrow(
      'no field of view "FOV_9" in the data. The fields are: FOV_01, FOV_02, FOV_03, FOV_04.',
    );
  });
});

describe.skipIf(!hasReference)(`reference data (${NEEDS_REFERENCE})`, () => {
  it('w2s: fifteen fields without a finding, and the known distance of inputs from targets', async () => {
    const config = configOf(reference('w2s', 'train'), { patches: { kind: 'slices', side: 128 }, batch: 16 });
    const data = dataThread();
    const prepared = await data.prepare({
      config: { ...config, split: { ...config.split, validation: 3 } },
      ...network,
    });
    expect(prepared.report.findings).toEqual([]);
    expect(prepared.report.fields).toHaveLength(15);
    expect(prepared.run).toMatchObject({ stepsPerEpoch: 12, inputSize: { width: 512, height: 512 } });
    const { input, target } = await data.batch({ epoch: 1, step: 0 });
    const squared = input.reduce((sum, value, i) => sum + (value - target[i]!) ** 2, 0) / input.length;
    expect(-10 * Math.log10(squared)).toBeGreaterThan(18); // 20.4 dB over whole fields kept aside
    expect(-10 * Math.log10(squared)).toBeLessThan(23);
  });

  it("bpae: frame and SRRF target of a folder that holds the average, too; a field's best rescaling", async () => {
    const config = configOf(reference('bpae'), { split: { validation: 0 } });
    const data = createTrainingDataService(2 ** 24);
    const prepared = await data.prepare({ config, ...network });
    expect(prepared.report.fields).toMatchObject([
      { name: 'fov08', input: 'fov08-frame.tif', target: 'fov08-srrf-target.tif' },
    ]);
    const opened = await data.openFields({ data: config.data, scale: 1, normalisation: { kind: 'fixed' } });
    const { input, target } = await data.readField({ field: 'fov08', frame: 0 });
    expect(opened.rescaling).toEqual(prepared.rescaling);
    const { scale, offset } = prepared.rescaling;
    const squared =
      input.reduce((sum, value, i) => sum + (value * scale + offset - target[i]!) ** 2, 0) / input.length;
    expect(-10 * Math.log10(squared)).toBeCloseTo(23.472, 2);
  });

  it('deep-storm: the demo of the authors', async () => {
    const data = dataThread();
    const config = configOf('unused', {
      architecture: { kind: 'deep-storm' },
      data: {
        kind: 'localisations',
        frames: reference('deep-storm', 'training-frames.tif'),
        positions: reference('deep-storm', 'training-positions.csv'),
      },
      patches: { kind: 'random', side: 26, perImage: 25 },
      normalisation: { kind: 'frameMinMax' },
    });
    const prepared = await data.prepare({ config, sizeStep: 1, scale: 8 });
    expect(prepared.report.findings.map(({ kind }) => kind)).toEqual(['frames']);
    expect(prepared.run).toMatchObject({ frames: 19, outputScale: 8 });
    let emitters = 0;
    await data.openFields({ data: config.data, scale: 8, normalisation: prepared.normalisation });
    for (const { name } of prepared.report.fields) {
      const { target } = await data.readField({ field: name, frame: 0 });
      emitters += target.reduce((a, b) => a + b);
    }
    expect(emitters).toBe(4956); // every line of the table
  });

  it('are checked by a files process, with what does not fit the network', async () => {
    const { files } = await startFilesProcess();
    const { data, split, patches, normalisation, seed } = configOf(reference('w2s', 'validation'));
    const request = { data, split, patches, normalisation, seed };
    const report = await files.checkTrainingData(request);
    expect(report).toMatchObject({ findings: [], scale: 1, inputType: 'uint8', trainFrames: 2 });
    const resnet = { kind: 'resnet' as const, blocks: 2, features: 8, scale: 4 as const };
    const { findings } = await files.checkTrainingData({ ...request, architecture: resnet });
    expect(findings[0]).toMatchObject({
      level: 'error',
      kind: 'size',
      sentence: expect.stringContaining(
        'instead of 2048 x 2048 pixels: this network answers at 4 times',
      ) as string,
    });
  });
});
