import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importWeights } from '../../../src-main/io/import-weights';
import { readStateDict } from '../../../src-main/io/pth/state-dict';
import { hasReference, NEEDS_REFERENCE, reference } from '../../support/reference';
import { temporaryFolder } from '../../support/temporary-folder';

interface ManifestEntry {
  file: string;
  expected: string;
  tensors?: Record<string, { shape: number[]; mean: number }>;
}

const entries = hasReference ? manifest().filter(({ file }) => file.startsWith('weights/')) : [];

function manifest(): ManifestEntry[] {
  const text = readFileSync(reference('files', 'MANIFEST.json'), 'utf8');
  return (JSON.parse(text) as { entries: ManifestEntry[] }).entries;
}

describe.skipIf(!hasReference)(`reference weight files (${NEEDS_REFERENCE})`, () => {
  it('are there', () => {
    expect(entries.length).toBeGreaterThan(5);
  });

  it.each(entries)('$file becomes no model, and a sentence says why', async ({ file }) => {
    const folder = temporaryFolder();
    const path = reference('files', ...file.split('/'));
    const began = performance.now();
    await expect(importWeights(path, { folder, version: '0' })).rejects.toMatchObject({
      tag: expect.stringMatching(/^(ModelImportError|DamagedFileError|FileTooLargeError)$/),
      message: expect.stringContaining(`"${file.split('/').at(-1)}"`),
    });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(entries.filter(({ tensors }) => tensors))(
    '$file holds the tensors of the manifest',
    async ({ file, tensors }) => {
      const state = await readStateDict(reference('files', ...file.split('/')));
      const found = [...state].map(([name, { shape, data }]) => {
        const mean = [...data].reduce((sum, value) => sum + value, 0) / data.length;
        return [name, { shape, mean: expect.closeTo(mean, 6) }];
      });
      expect(tensors).toEqual(Object.fromEntries(found));
    },
  );

  it('with an entry that climbs out of its folder write nothing there', async () => {
    const path = reference('files', 'weights', 'gen-s-zip-slip.pth');
    await readStateDict(path).catch(() => undefined);
    for (let folder = process.cwd(); folder !== dirname(folder); folder = dirname(folder)) {
      expect(existsSync(join(folder, 'pth-slip-probe'))).toBe(false);
    }
  });

  it('of the authors are recognised as DenseED (3,6,3)', async () => {
    const request = { folder: temporaryFolder(), version: '0' };
    expect(await importWeights(reference('denseed-363-bpae.pth'), request)).toMatchObject({
      architecture: { kind: 'denseed', blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 },
      parameters: 237_204,
    });
  });

  it('of the authors are recognised as the GAN generator', async () => {
    const request = { folder: temporaryFolder(), version: '0' };
    expect(await importWeights(reference('gan-generator-bpae.pth'), request)).toMatchObject({
      architecture: { kind: 'gan-generator' },
      parameters: 492_402,
    });
  });
});
