import type { PixelArray, PixelBlock } from '../contract/image';

/** A pixel array of the same kind with `length` zeros. */
function sameKind(data: PixelArray, length: number): PixelArray {
  return new (data.constructor as new (length: number) => PixelArray)(length);
}

/**
 * The index that lies at `position` of an axis of `side` pixels continued by reflection without repeating the edge
 * (numpy's "reflect"): 0 1 2 3 | 2 1 0 1 2 ... It bounces as often as needed; a side of 1 repeats its pixel.
 */
export function reflectedIndex(position: number, side: number): number {
  if (side === 1) return 0;
  const period = 2 * (side - 1);
  const at = ((position % period) + period) % period;
  return at < side ? at : period - at;
}

/** Extends a block to `width` x `height`, right and down, by reflection. A block of that size is returned as it is. */
export function padBlock(block: PixelBlock, width: number, height: number): PixelBlock {
  const { width: wide, height: high, samples, data } = block;
  if (wide === width && high === height) return block;
  const row = width * samples;
  const padded = sameKind(data, row * height);
  for (let y = 0; y < height; y++) {
    const at = y * row;
    if (y >= high) {
      const source = reflectedIndex(y, high) * row;
      padded.copyWithin(at, source, source + row);
      continue;
    }
    const source = y * wide * samples;
    padded.set(data.subarray(source, source + wide * samples), at);
    for (let x = wide; x < width; x++) {
      const from = at + reflectedIndex(x, wide) * samples;
      padded.copyWithin(at + x * samples, from, from + samples);
    }
  }
  return { ...block, width, height, data: padded };
}

/** One of the interleaved samples of a block, as a block of one sample a pixel. */
export function extractSample(block: PixelBlock, sample: number): PixelBlock {
  const { width, height, samples, data } = block;
  if (samples === 1 && sample === 0) return block;
  if (sample < 0 || sample >= samples) {
    throw new RangeError(`There is no sample ${sample} among ${samples} interleaved samples.`);
  }
  const single = sameKind(data, width * height);
  for (let i = 0, from = sample; i < single.length; i++, from += samples) single[i] = data[from]!;
  return { ...block, samples: 1, data: single };
}
