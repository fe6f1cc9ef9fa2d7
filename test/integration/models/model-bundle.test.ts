import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FloatTensor } from '../../../src-main/io/safetensors';
import { importWeights } from '../../../src-main/io/import-weights';
import { completeBundle, readBundle, readDraft } from '../../../src-main/io/model-bundle';
import { findModel, listModels } from '../../../src-main/io/model-library';
import { networkOf } from '../../../src-main/models/catalog';
import { zipWeights } from '../../support/pth-writer';
import { runPlainNetwork } from '../../support/plain-network';
import { temporaryFolder } from '../../support/temporary-folder';
import { denseEdState, dnCnnState, StateDictMaker, type MadeTensor } from '../../support/torch-state';

const SMALL = denseEdState([1, 1, 1], 2, 4);

function weightFile(state: Map<string, MadeTensor>, name = 'weights.pth'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, zipWeights(state));
  return path;
}

function request(name?: string) {
  return { folder: join(temporaryFolder(), 'models'), name, version: '0.1.0' };
}

/** The output of a draft's network on its input, by the plain executor. */
async function outputOf(path: string): Promise<FloatTensor> {
  const { record, weights, input } = await readDraft(path);
  const [, height, width, features] = input.shape as [number, number, number, number];
  const image = { height, width, features, data: Float64Array.from(input.values) };
  const output = runPlainNetwork(networkOf(record.architecture), weights, image);
  return { shape: [1, output.height, output.width, output.features], values: Float32Array.from(output.data) };
}

async function installed(asked = request(), state = SMALL): Promise<string> {
  const { bundlePath } = await importWeights(weightFile(state), asked);
  await completeBundle(bundlePath, await outputOf(bundlePath));
  return bundlePath;
}

describe('an import', () => {
  it('says what it recognised and where the bundle lies', async () => {
    const asked = request('My model');
    expect(await importWeights(weightFile(SMALL), asked)).toEqual({
      bundlePath: join(asked.folder, 'My model'),
      architecture: { kind: 'denseed', blocks: [1, 1, 1], growthRate: 2, firstFeatures: 4 },
      parameters: 591,
    });
  });
  it('is called after the file where no name is given', async () => {
    const { bundlePath } = await importWeights(weightFile(SMALL, 'BPAE, night 3.pth'), request());
    expect((await readDraft(bundlePath)).record.name).toBe('BPAE, night 3');
  });
  it('records where the weights come from, and that their licence is not known', async () => {
    const { record } = await readDraft((await importWeights(weightFile(SMALL), request())).bundlePath);
    expect(record).toMatchObject({
      normalisation: { kind: 'fixed' },
      provenance: {
        source: 'weights.pth',
        sourceSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        finescope: '0.1.0',
      },
      licence: 'Licence: ask the authors of weights.pth; Finescope knows none.',
      test: null,
    });
  });
  it('says of DnCNN that the residual form is taken', async () => {
    const { record } = await readDraft(
      (await importWeights(weightFile(dnCnnState(3, 2)), request())).bundlePath,
    );
    expect(record.description).toContain('Weights do not tell whether DnCNN subtracts');
  });
  it('keeps every weight, in our axis order', async () => {
    const { weights } = await readDraft((await importWeights(weightFile(SMALL), request())).bundlePath);
    const torch = SMALL.get('features.TransDown1.conv2.weight')!;
    const [out, input, row, column] = [2, 1, 0, 2];
    expect(weights.get('encoding.down.conv.kernel')![((row * 3 + column) * 3 + input) * 3 + out]).toBe(
      torch.data[((out * 3 + input) * 3 + row) * 3 + column],
    );
  });
  it('leaves nothing but the bundle in the folder', async () => {
    const asked = request('m');
    await importWeights(weightFile(SMALL), asked);
    expect(readdirSync(asked.folder)).toEqual(['m']);
    expect(readdirSync(join(asked.folder, 'm')).sort()).toEqual([
      'model.json',
      'test.safetensors',
      'weights.safetensors',
    ]);
  });
  it('clears away what an import that was killed long ago left', async () => {
    const asked = request('m');
    const [old, recent] = ['.partial-old', '.partial-new'].map((name) => join(asked.folder, name)) as [
      string,
      string,
    ];
    for (const leftover of [old, recent]) mkdirSync(leftover, { recursive: true });
    utimesSync(old, 0, 0);
    await importWeights(weightFile(SMALL), asked);
    expect(readdirSync(asked.folder).sort()).toEqual(['.partial-new', 'm']);
  });
  it('refuses layers that fit nothing, saying what is there and what fits', async () => {
    const conv = new StateDictMaker().conv('conv', 4, 1, 3, true).tensors;
    const asked = request();
    await expect(importWeights(weightFile(conv), asked)).rejects.toMatchObject({
      tag: 'ModelImportError',
      message: expect.stringMatching(
        /"weights\.pth" fits no network .* conv\.weight \(4 x 1 x 3 x 3\).*Recognised are: DenseED/,
      ),
    });
    expect(existsSync(asked.folder)).toBe(false);
  });
  it('refuses weights that are not numbers', async () => {
    const broken = new Map([...SMALL]);
    const norm = broken.get('features.TransUp1.norm1.weight')!;
    broken.set('features.TransUp1.norm1.weight', {
      ...norm,
      data: norm.data.map((v, i) => (i === 1 ? NaN : v)),
    });
    await expect(importWeights(weightFile(broken), request())).rejects.toThrow(
      'holds weights that are not numbers',
    );
  });
  it('refuses a name that leaves the folder', async () => {
    await expect(importWeights(weightFile(SMALL), request('../out'))).rejects.toMatchObject({
      tag: 'InvalidRequestError',
    });
  });
  it('of the same file again replaces its bundle', async () => {
    const asked = request('m');
    const path = weightFile(SMALL);
    await importWeights(path, asked);
    await importWeights(path, asked);
    expect(readdirSync(asked.folder)).toEqual(['m']);
  });
  it('of another file under the same name is refused and leaves the first', async () => {
    const asked = request('m');
    const path = await installed(asked);
    await expect(importWeights(weightFile(dnCnnState(3, 2), 'other.pth'), asked)).rejects.toThrow(
      'Another model is already installed as "m" (from weights.pth). Give another name',
    );
    expect((await readBundle(path)).record.architecture.kind).toBe('denseed');
    expect(readdirSync(asked.folder)).toEqual(['m']);
  });
  it('does not touch a folder of that name that is no model', async () => {
    const asked = request('m');
    mkdirSync(join(asked.folder, 'm'), { recursive: true });
    writeFileSync(join(asked.folder, 'm', 'thesis.txt'), 'x');
    await expect(importWeights(weightFile(SMALL), asked)).rejects.toThrow('A folder that is not a model');
    expect(readdirSync(asked.folder)).toEqual(['m']);
  });
  it('repairs a damaged bundle', async () => {
    const asked = request('m');
    const path = await installed(asked);
    writeFileSync(join(path, 'model.json'), '{');
    expect(await installed(asked, denseEdState([2, 1, 1], 2, 4))).toBe(path);
    expect((await readBundle(path)).record.architecture).toMatchObject({ blocks: [2, 1, 1] });
  });
});

describe('a complete bundle', () => {
  it('holds the test with its output and a tolerance', async () => {
    const path = await installed();
    const { test, record } = await readBundle(path);
    expect([test.input.shape, test.output.shape]).toEqual([
      [1, 64, 64, 1],
      [1, 64, 64, 1],
    ]);
    const range = Math.max(...test.output.values) - Math.min(...test.output.values);
    expect(test.tolerance / range).toBeCloseTo(1e-3, 6);
    expect(record.test!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
  it('refuses an output that is not numbers', async () => {
    const { bundlePath } = await importWeights(weightFile(SMALL), request());
    const output = { shape: [1, 1, 1, 1], values: Float32Array.of(NaN) };
    await expect(completeBundle(bundlePath, output)).rejects.toMatchObject({ tag: 'ModelDamagedError' });
  });
  it('always begins its test with the same image', async () => {
    const [a, b] = [await installed(), await installed()];
    expect((await readBundle(a)).test.input).toEqual((await readBundle(b)).test.input);
  });
  it.each(['weights.safetensors', 'test.safetensors'])('notices one changed byte in %s', async (file) => {
    const path = await installed();
    const bytes = readFileSync(join(path, file));
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(join(path, file), bytes);
    await expect(readBundle(path)).rejects.toMatchObject({
      tag: 'ModelDamagedError',
      message: expect.stringContaining(`has a ${file} whose checksum differs`),
    });
  });
  it.each(['model.json', 'weights.safetensors', 'test.safetensors'])(
    'notices that %s is gone',
    async (file) => {
      const path = await installed();
      rmSync(join(path, file));
      await expect(readBundle(path)).rejects.toThrow(`lacks its file ${file}`);
    },
  );
  it('notices a record cut short', async () => {
    const path = await installed();
    truncateSync(join(path, 'model.json'), 100);
    await expect(readBundle(path)).rejects.toThrow('has a model.json that is not JSON');
  });
  it('notices an architecture that is not that of its weights', async () => {
    const path = await installed();
    const record = readFileSync(join(path, 'model.json'), 'utf8').replace(
      '"growthRate": 2',
      '"growthRate": 3',
    );
    writeFileSync(join(path, 'model.json'), record);
    await expect(readBundle(path)).rejects.toThrow('has no fitting tensor');
  });
  it('of a newer Finescope says so', async () => {
    const path = await installed();
    const record = readFileSync(join(path, 'model.json'), 'utf8').replace('"version": 1', '"version": 2');
    writeFileSync(join(path, 'model.json'), record);
    await expect(readBundle(path)).rejects.toThrow('written by a newer Finescope');
  });
});

describe('the library', () => {
  it('lists models by name and speaks of damaged and unfinished ones', async () => {
    const folder = join(temporaryFolder(), 'models');
    await installed({ folder, name: 'b', version: '1' });
    await installed({ folder, name: 'a', version: '1' });
    const damaged = await installed({ folder, name: 'damaged', version: '1' });
    truncateSync(join(damaged, 'weights.safetensors'), 50);
    await importWeights(weightFile(SMALL), { folder, name: 'unfinished', version: '1' });
    writeFileSync(join(folder, 'notes.txt'), '');
    const { models, problems } = await listModels(folder);
    expect(models.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(problems).toEqual([
      expect.stringContaining('"damaged"'),
      expect.stringContaining('"unfinished" is unfinished'),
    ]);
  });
  it('is empty where its folder does not exist', async () => {
    expect(await listModels(join(temporaryFolder(), 'none'))).toEqual({ models: [], problems: [] });
  });
  it('finds an installed model by name', async () => {
    const asked = request('m');
    const path = await installed(asked);
    expect(await findModel('m', asked.folder)).toEqual({ kind: 'bundle', path });
  });
  it('finds a bundle and a weight file by path', async () => {
    const path = await installed();
    const weights = weightFile(SMALL);
    const { folder } = request();
    expect(await findModel(path, folder)).toEqual({ kind: 'bundle', path });
    expect(await findModel(weights, folder)).toEqual({ kind: 'weights', path: weights });
  });
  it('says what is installed where nothing is found', async () => {
    const asked = request('m');
    await installed(asked);
    await expect(findModel('n', asked.folder)).rejects.toMatchObject({
      tag: 'ModelNotFoundError',
      message: expect.stringContaining('Installed are: m.'),
    });
  });
});
