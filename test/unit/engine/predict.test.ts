import { expect, test } from 'vitest';
import type { PixelBlock } from '../../../src-main/contract/image';
import { batchOf, blocksOf } from '../../../src-main/engine/predict';

const tile = (...values: number[]): PixelBlock => ({
  width: 2,
  height: values.length / 2,
  samples: 1,
  pixelType: 'uint16',
  data: Uint16Array.from(values),
});

test('tiles enter as one batch, one after another, by value * scale + offset', () => {
  expect([...batchOf([tile(0, 2, 4, 6), tile(8, 10, 12, 14)], { scale: 0.5, offset: -1 })]).toEqual([
    -1, 0, 1, 2, 3, 4, 5, 6,
  ]);
});

test('the kept rectangle of every sample leaves by the inverse', () => {
  const output = Float32Array.from({ length: 2 * 3 * 4 }, (_, i) => i);
  const blocks = blocksOf(output, [2, 3, 4, 1], {
    keep: { x: 1, y: 1, width: 2, height: 2 },
    input: { scale: 0.5, offset: 1 },
    outputType: 'int16',
  });
  expect(blocks.map(({ data }) => [...data])).toEqual([
    [8, 10, 16, 18],
    [32, 34, 40, 42],
  ]);
  expect(blocks[0]).toMatchObject({ width: 2, height: 2, samples: 1, pixelType: 'int16' });
});

test('whole rows are kept without their columns being touched', () => {
  const output = Float32Array.from({ length: 6 }, (_, i) => i);
  const keep = { x: 0, y: 1, width: 2, height: 2 };
  const [block] = blocksOf(output, [1, 3, 2, 1], {
    keep,
    input: { scale: 1, offset: 0 },
    outputType: 'uint8',
  });
  expect([...block!.data]).toEqual([2, 3, 4, 5]);
});
