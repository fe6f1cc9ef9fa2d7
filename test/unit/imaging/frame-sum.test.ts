import { expect, it } from 'vitest';
import type { PixelBlock } from '../../../src-main/contract/image';
import { FrameSum } from '../../../src-main/imaging/frame-sum';

const block = (width: number, ...data: number[]): PixelBlock => ({
  width,
  height: data.length / width,
  samples: 1,
  pixelType: 'float64',
  data: Float64Array.from(data),
});
const area = { x: 10, y: 20, width: 3, height: 2 };

it('adds up groups of frames', () => {
  const sum = new FrameSum(area);
  sum.add(block(3, 1, 2, 3, 4, 5, 6), area);
  sum.complete(2);
  sum.add(block(3, 10, 20, 30, 40, 50, 60), area);
  sum.complete(3);
  expect(sum.frames).toBe(5);
  expect(sum.block()).toEqual({
    width: 3,
    height: 2,
    samples: 1,
    pixelType: 'float32',
    data: Float32Array.of(11, 22, 33, 44, 55, 66),
  });
});

it('counts a group that comes in tiles when all of them are there', () => {
  const sum = new FrameSum(area);
  sum.add(block(2, 1, 2, 4, 5), { x: 10, y: 20 });
  expect([...sum.block().data]).toEqual([0, 0, 0, 0, 0, 0]);
  sum.add(block(1, 3, 6), { x: 12, y: 20 });
  sum.complete(1);
  expect([...sum.block().data]).toEqual([1, 2, 3, 4, 5, 6]);
});

it('does not count tiles of a group that is computed again', () => {
  const sum = new FrameSum(area);
  sum.add(block(2, 9, 9, 9, 9), { x: 10, y: 20 });
  sum.dropGroup();
  sum.add(block(3, 1, 2, 3, 4, 5, 6), area);
  sum.complete(1);
  expect([...sum.block().data]).toEqual([1, 2, 3, 4, 5, 6]);
});

it('loses nothing of many small numbers', () => {
  const sum = new FrameSum({ x: 0, y: 0, width: 1, height: 1 });
  for (let i = 0; i < 100_000; i++) {
    sum.add(block(1, 0.1), { x: 0, y: 0 });
    sum.complete(1);
  }
  expect(sum.block().data[0]).toBe(Math.fround(10_000));
});
