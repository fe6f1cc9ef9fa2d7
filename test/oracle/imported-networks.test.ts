import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Architecture } from '../../src-main/contract/model';
import { importWeights } from '../../src-main/io/import-weights';
import { readDraft } from '../../src-main/io/model-bundle';
import { networkOf } from '../../src-main/models/catalog';
import { runPlainNetwork } from '../support/plain-network';
import { hasTorch, NEEDS_TORCH, runPython } from '../support/python';
import { temporaryFolderOfFile } from '../support/temporary-folder';

const EXPECTED: Record<string, Architecture> = {
  denseed: { kind: 'denseed', blocks: [2, 3, 1], growthRate: 5, firstFeatures: 7 },
  dncnn: { kind: 'dncnn', layers: 5, features: 6, residual: true },
  'gan-generator': { kind: 'gan-generator' },
  unet: { kind: 'unet', batchNorm: true },
  'unet-plain': { kind: 'unet', batchNorm: false },
};

// Layers and axis orders as a whole: PyTorch's networks, imported, and run by the plain executor. Both sides compute in
// float64 from the same float32 weights, so only the order of sums differs.
const TOLERANCE = 1e-9;

describe.skipIf(!hasTorch)(`networks made in PyTorch and imported (${NEEDS_TORCH})`, () => {
  const folder = temporaryFolderOfFile();
  let made: Record<string, { side: number; input: number[]; output: number[] }>;

  beforeAll(async () => {
    const script = fileURLToPath(new URL('make_networks.py', import.meta.url));
    made = JSON.parse(await runPython(script, [folder])) as typeof made;
  });

  it.each(Object.keys(EXPECTED))('%s is recognised and computes the same', async (name) => {
    const { side, input, output } = made[name]!;
    const request = { folder: join(folder, 'models'), version: '0' };
    const { bundlePath, architecture } = await importWeights(join(folder, `${name}.pth`), request);
    expect(architecture).toEqual(EXPECTED[name]);
    const { weights } = await readDraft(bundlePath);
    const image = { height: side, width: side, features: 1, data: Float64Array.from(input) };
    const { data } = runPlainNetwork(networkOf(architecture), weights, image);
    expect(data.length).toBe(output.length);
    const scale = Math.max(...output.map(Math.abs));
    expect(Math.max(...data.map((value, i) => Math.abs(value - output[i]!))) / scale).toBeLessThan(TOLERANCE);
  });
});
