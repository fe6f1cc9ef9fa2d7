import { describe, expect, test } from 'vitest';
import type { PixelBlock } from '../../../src-main/contract/image';
import { batchOf, blocksOf } from '../../../src-main/engine/predict';

const tile = (...values: number[]): PixelBlock => ({
  width: 2,
  height: values.length / 2,
  samples: 1,
  pixelType: 'uint16',
  data: Uint16Array.from(values),
});

test('tiles enter as one batch, one after another, each by its own value * scale + offset', () => {
  const inputs = [
    { scale: 0.5, offset: -1 },
    { scale: 0.5, offset: 0 },
  ];
  expect([...batchOf([tile(0, 2, 4, 6), tile(8, 10, 12, 14)], inputs)]).toEqual([-1, 0, 1, 2, 4, 5, 6, 7]);
});

test('the kept rectangle of every sample leaves by the inverse', () => {
  const output = Float32Array.from({ length: 2 * 3 * 4 }, (_, i) => i);
  const answer = { values: output, shape: [2, 3, 4, 1] };
  const blocks = blocksOf(answer, {
    keep: { x: 1, y: 1, width: 2, height: 2 },
    inputs: [
      { scale: 0.5, offset: 1 },
      { scale: 1, offset: 0 },
    ],
    output: 'stored',
    outputType: 'int16',
  });
  expect(blocks.map(({ data }) => [...data])).toEqual([
    [8, 10, 16, 18],
    [17, 18, 21, 22],
  ]);
  expect(blocks[0]).toMatchObject({ width: 2, height: 2, samples: 1, pixelType: 'int16' });
});

test('whole rows are kept without their columns being touched', () => {
  const output = Float32Array.from({ length: 6 }, (_, i) => i);
  const keep = { x: 0, y: 1, width: 2, height: 2 };
  const inputs = [{ scale: 1, offset: 0 }];
  const wanted = { keep, inputs, output: 'stored' as const, outputType: 'uint8' as const };
  const [block] = blocksOf({ values: output, shape: [1, 3, 2, 1] }, wanted);
  expect([...block!.data]).toEqual([2, 3, 4, 5]);
});

describe("the network's own values", () => {
  const answer = { values: Float32Array.of(-1, 2, NaN, 4, 5, -6, 7, 0.5), shape: [2, 2, 2, 1] };
  const wanted = {
    keep: { x: 0, y: 0, width: 2, height: 2 },
    inputs: [
      { scale: 3, offset: 1 },
      { scale: 5, offset: 1 },
    ],
  };

  test('leave as they are', () => {
    const blocks = blocksOf(answer, { ...wanted, output: 'network', outputType: 'float32' });
    expect(blocks.map(({ data }) => [...data])).toEqual([
      [-1, 2, NaN, 4],
      [5, -6, 7, 0.5],
    ]);
  });

  test('are summed over the samples, negative ones as 0, those that are no numbers visible', () => {
    const blocks = blocksOf(answer, { ...wanted, output: 'sum', outputType: 'float64' });
    expect(blocks).toEqual([
      { width: 2, height: 2, samples: 1, pixelType: 'float64', data: Float64Array.of(5, 2, NaN, 4.5) },
    ]);
  });
});
