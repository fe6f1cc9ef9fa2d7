import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { readStateDict } from '../../src-main/io/pth/state-dict';
import { hasTorch, NEEDS_TORCH, runPython } from '../support/python';
import { temporaryFolderOfFile } from '../support/temporary-folder';

interface Expected {
  shape: number[];
  dtype: string;
  values: number[];
}

const FILES = [
  'zip.pth',
  'legacy.pth',
  'protocol-3.pth',
  'protocol-4.pth',
  'protocol-5.pth',
  'legacy-protocol-4.pth',
  'types.pth',
  'types-legacy.pth',
  'views.pth',
  'views-legacy.pth',
  'checkpoint.pth',
  'data-parallel.pth',
  'no-crc.pth',
];

// Values are copied, or widened from a shorter format: nothing may differ.
describe.skipIf(!hasTorch)(`weight files written by PyTorch (${NEEDS_TORCH})`, () => {
  const folder = temporaryFolderOfFile();
  let expected: Record<string, Record<string, Expected>>;

  beforeAll(async () => {
    const text = await runPython(fileURLToPath(new URL('make_state_dicts.py', import.meta.url)), [folder]);
    expected = JSON.parse(
      text.replaceAll('-Infinity', '-1e999').replaceAll('Infinity', '1e999'),
    ) as typeof expected;
  });

  it('are all looked at here', () => {
    expect(Object.keys(expected).sort()).toEqual([...FILES].sort());
  });

  it.each(FILES)('%s is read to the last bit', async (file) => {
    const state = await readStateDict(join(folder, file));
    const read = [...state].map(([name, { shape, dtype, data }]) => [
      name,
      { shape, dtype, values: [...data] },
    ]);
    expect(read).toEqual(Object.entries(expected[file]!));
  });

  it.each([
    ['whole-module.pth', 'asks to run torch.nn.modules.container.Sequential'],
    ['whole-module-legacy.pth', 'asks to run torch.nn.modules.container.Sequential'],
    ['tensor.pth', 'holds a single tensor'],
    ['script.pth', 'is a TorchScript program'],
    ['sparse.pth', 'asks to run torch._utils._rebuild_sparse_tensor'],
    ['quantized.pth', 'asks to run torch'],
  ])('%s is refused by name', async (file, sentence) => {
    await expect(readStateDict(join(folder, file))).rejects.toMatchObject({
      tag: 'ModelImportError',
      message: expect.stringContaining(sentence),
    });
  });
});
