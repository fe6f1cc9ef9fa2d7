import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TaggedError } from '../../../src-main/contract/errors';
import { readStateDict } from '../../../src-main/io/pth/state-dict';
import {
  floats,
  global,
  legacyWeights,
  pickleOf,
  stateDictPickle,
  zipOf,
  zipWeights,
  type WrittenTensor,
} from '../../support/pth-writer';
import { temporaryFolder } from '../../support/temporary-folder';

function read(bytes: Uint8Array, name = 'weights.pth') {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return readStateDict(path);
}

const TENSORS = new Map<string, WrittenTensor>([
  ['conv.weight', { shape: [2, 1, 2, 2], data: [1, 2, 3, 4, 5, 6, 7, 8.5] }],
  ['conv.bias', { shape: [2], data: [-1, 0.25] }],
]);

const EXPECTED = [
  ['conv.weight', { shape: [2, 1, 2, 2], dtype: 'float32', data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8.5) }],
  ['conv.bias', { shape: [2], dtype: 'float32', data: Float32Array.of(-1, 0.25) }],
];

describe('a state dict', () => {
  it('is read from a zip', async () => {
    expect([...(await read(zipWeights(TENSORS)))]).toEqual(EXPECTED);
  });
  it('is read from a zip of big-endian numbers', async () => {
    expect([...(await read(zipWeights(TENSORS, false)))]).toEqual(EXPECTED);
  });
  it('is read as PyTorch before 1.6 wrote it', async () => {
    expect([...(await read(legacyWeights(TENSORS)))]).toEqual(EXPECTED);
  });
  it('loses the prefixes of DataParallel and torch.compile', async () => {
    const prefixed = new Map([...TENSORS].map(([name, tensor]) => [`module._orig_mod.${name}`, tensor]));
    expect([...(await read(zipWeights(prefixed))).keys()]).toEqual(['conv.weight', 'conv.bias']);
  });
  it('keeps a prefix that not every tensor has', async () => {
    const mixed = new Map([...TENSORS].map(([name, tensor], i) => [i ? name : `module.${name}`, tensor]));
    expect([...(await read(zipWeights(mixed))).keys()]).toEqual(['module.conv.weight', 'conv.bias']);
  });
  it.each(['state_dict', 'model', 'anything'])('is found in a checkpoint under "%s"', async (wrapper) => {
    const inner = [...stateDictPickle(TENSORS)].slice(2, -1);
    const pickle = pickleOf([
      ['epoch', [0x4b, 3]],
      ['optimizer', [0x7d]],
      [wrapper, inner],
    ]);
    const data = [...TENSORS.values()].map(({ data }, i): [string, Uint8Array] => [
      `a/data/${i}`,
      floats(data),
    ]);
    expect([...(await read(zipOf([['a/data.pkl', pickle], ...data])))]).toEqual(EXPECTED);
  });
  it('follows strides and offsets', async () => {
    const transposed = { shape: [2, 3], strides: [1, 2], offset: 1, data: [9, 1, 2, 3, 4, 5, 6] };
    const repeated = { shape: [2, 2], strides: [0, 1], data: [7, 8] };
    const state = await read(
      zipWeights(
        new Map([
          ['t', transposed],
          ['r', repeated],
        ]),
      ),
    );
    expect([...state.get('t')!.data]).toEqual([1, 3, 5, 2, 4, 6]);
    expect([...state.get('r')!.data]).toEqual([7, 8, 7, 8]);
  });
});

describe('is refused with a sentence:', () => {
  const refusal = (bytes: Uint8Array, name?: string) =>
    read(bytes, name).then(
      () => 'was read',
      (error: unknown) =>
        error instanceof TaggedError ? `${error.tag}: ${error.message}` : `untagged: ${error}`,
    );
  const zipped = (pickle: Uint8Array, ...more: [string, Uint8Array][]) =>
    zipOf([['a/data.pkl', pickle], ...more]);

  it.each([
    ['os', 'system'],
    ['builtins', 'eval'],
    ['numpy.core.multiarray', '_reconstruct'],
    ['torch', 'load'],
    ['torch._utils', '__class__'],
    ['collections', 'OrderedDict\u0000'],
    ['__proto__', 'constructor'],
  ])('a file that asks to run %s.%s', async (module, name) => {
    const call = [...global(module, name), 0x28, 0x58, 1, 0, 0, 0, 0x61, 0x74, 0x52];
    expect(await refusal(zipped(pickleOf([['a', call]])))).toMatch(
      /^ModelImportError: "weights\.pth" asks to run .*; Finescope runs nothing from weight files\. .*torch\.save/,
    );
  });
  it('a function named by the stack', async () => {
    const call = [0x58, 2, 0, 0, 0, 0x6f, 0x73, 0x58, 6, 0, 0, 0, 0x73, 0x79, 0x73, 0x74, 0x65, 0x6d, 0x93];
    expect(await refusal(zipped(pickleOf([['a', call]])))).toContain('asks to run os.system;');
  });
  it('a function named by INST', async () => {
    const call = [0x28, 0x69, ...Buffer.from('os\nsystem\n')];
    expect(await refusal(zipped(pickleOf([['a', call]])))).toContain('asks to run os.system;');
  });
  it('a name that would spoil the terminal, cleaned', async () => {
    expect(await refusal(zipped(pickleOf([['a', global('evil\u001b[2J', 'x'.repeat(500))]])))).toMatch(
      /run evil\?\[2Jx*\.?x+…;/,
    );
  });
  it('a tensor larger than its storage', async () => {
    const large = new Map([['w', { shape: [2 ** 40, 2 ** 20], data: [1] }]]);
    expect(await refusal(zipWeights(large))).toMatch(
      /^DamagedFileError: .*"w" of 1099511627776 x 1048576 values, but/,
    );
  });
  it('a single value repeated into billions', async () => {
    const repeated = new Map([['w', { shape: [2 ** 30, 4], strides: [0, 0], data: [1] }]]);
    expect(await refusal(zipWeights(repeated))).toMatch(/^FileTooLargeError/);
  });
  it('a storage that is too short', async () => {
    const pickle = stateDictPickle(new Map([['w', { shape: [4], data: [1, 2, 3, 4] }]]));
    expect(await refusal(zipped(pickle, ['a/data/0', floats([1, 2])]))).toMatch(
      /^DamagedFileError: .*should hold 16 bytes/,
    );
  });
  it('a storage that is not there', async () => {
    const pickle = stateDictPickle(new Map([['w', { shape: [1], data: [1] }]]));
    expect(await refusal(zipped(pickle))).toMatch(/^DamagedFileError: .*lacks its part "data\/0"/);
  });
  it('a zip bomb', async () => {
    const bomb = deflateRawSync(Buffer.alloc(30 * 2 ** 20));
    const bytes = zipOf([['a/data.pkl', bomb]], { method: 8, size: 30 * 2 ** 20 });
    expect(await refusal(bytes)).toMatch(/^FileTooLargeError: .*unpack to/);
  });
  it('a pickle that goes on and on', async () => {
    expect(await refusal(zipped(new Uint8Array(3_000_000).fill(0x7d)))).toMatch(/^FileTooLargeError/);
  });
  it('a dictionary copied again and again', async () => {
    const items = Array.from({ length: 2000 }, () => [0x4b, 1, 0x4b, 1, 0x86]).flat();
    const list = [0x5d, 0x71, 0, 0x28, ...items, 0x65, 0x30];
    const copy = [...global('collections', 'OrderedDict'), 0x68, 0, 0x85, 0x52, 0x30];
    const pickle = [0x80, 2, ...list, ...Array.from({ length: 2000 }, () => copy).flat(), 0x7d, 0x2e];
    expect(await refusal(zipped(Uint8Array.from(pickle)))).toMatch(/^FileTooLargeError/);
  });
  it('lists in lists in lists, which nothing follows', async () => {
    const deep = [...new Array<number>(200_000).fill(0x5d), ...new Array<number>(199_999).fill(0x61)];
    expect(await refusal(zipped(pickleOf([['a', deep]])))).toContain('holds no tensors');
  });
  it('a dictionary that holds itself', async () => {
    const self = [0x7d, 0x71, 0, 0x58, 5, 0, 0, 0, ...Buffer.from('model'), 0x68, 0, 0x73];
    expect(await refusal(zipped(Uint8Array.from([0x80, 2, ...self, 0x2e])))).toContain('holds no tensors');
  });
  it('two sets of weights, of which one would have to be guessed', async () => {
    const inner = [...stateDictPickle(TENSORS)].slice(2, -1);
    const pickle = pickleOf([
      ['first', inner],
      ['second', inner],
    ]);
    expect(await refusal(zipped(pickle))).toContain('several sets of weights ("first", "second")');
  });
  it('a TorchScript program', async () => {
    const pickle = stateDictPickle(TENSORS);
    expect(await refusal(zipped(pickle, ['a/constants.pkl', pickle]))).toContain('is a TorchScript program');
  });
  it('a zip that is something else', async () => {
    expect(await refusal(zipOf([['word/document.xml', floats([1])]]), 'report.docx')).toContain(
      'has no data.pkl',
    );
  });
  it.each([
    ['an empty file', '', 'is empty'],
    ['a web page', '<!DOCTYPE html><html>', 'web page'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\n', 'Git LFS pointer'],
    ['noise', 'GIF89a...', 'is not a PyTorch weight file'],
  ])('%s', async (_what, content, expected) => {
    expect(await refusal(Buffer.from(content))).toContain(expected);
  });
});

describe('any damage', () => {
  const files: [string, Uint8Array][] = [
    ['a zip', zipWeights(TENSORS)],
    ['an old file', legacyWeights(TENSORS)],
  ];
  it.each(files)('to %s gives weights or a sentence', async (_what, valid) => {
    const path = join(temporaryFolder(), 'damaged.pth');
    const change = fc.tuple(fc.nat(valid.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.nat(valid.length),
        async (changes, cut) => {
          const bytes = valid.slice();
          for (const [at, value] of changes) bytes[at] = value;
          writeFileSync(path, cut % 3 === 0 ? bytes.subarray(0, cut) : bytes);
          const outcome = await readStateDict(path).catch((error: unknown) => error);
          if (outcome instanceof Map) {
            for (const { shape, data } of outcome.values())
              expect(data.length).toBe(shape.reduce((a: number, b: number) => a * b, 1));
          } else expect(outcome).toBeInstanceOf(TaggedError);
        },
      ),
      { numRuns: 400 },
    );
  });
});
