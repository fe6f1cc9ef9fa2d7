import { describe, expect, it } from 'vitest';
import { denseEd } from '../../../src-main/models/denseed';
import { INPUT, LayerList } from '../../../src-main/models/layer-list';
import { bytesPerPixel, MEMORY_ALLOWANCE } from '../../../src-main/models/memory';

const BYTES = 4 * MEMORY_ALLOWANCE;

describe('bytes per input pixel', () => {
  it('counts what a layer reads and what it makes', () => {
    const layers = new LayerList('one', 1);
    layers.conv('a', INPUT, 7, { kernel: 1 });
    expect(bytesPerPixel(layers.network())).toBe((1 + 7) * BYTES);
  });
  it('counts a quarter after the side was halved', () => {
    const layers = new LayerList('strided', 1);
    layers.conv('a', INPUT, 8, { kernel: 2, stride: 2 });
    expect(bytesPerPixel(layers.network())).toBe((1 + 8 / 4) * BYTES);
  });
  it('counts the columns of a transposed convolution, at the size that it reads', () => {
    const layers = new LayerList('transposed', 8);
    layers.transposedConv('a', layers.maxPool('pool', INPUT), 3, { kernel: 4, stride: 2, padding: 1 });
    expect(bytesPerPixel(layers.network())).toBe((8 / 4 + 3 + (16 * 3) / 4) * BYTES);
  });
  it('keeps a skip alive until it is read', () => {
    const layers = new LayerList('skip', 1);
    const a = layers.conv('a', INPUT, 10, { kernel: 1 });
    const b = layers.conv('b', a, 2, { kernel: 1 });
    layers.concat('joined', [layers.relu('c', b), a]);
    expect(bytesPerPixel(layers.network())).toBe((2 + 10 + 12) * BYTES);
  });
  it('grows with the depth of a dense block', () => {
    expect(bytesPerPixel(denseEd({ blocks: [9, 18, 9] }))).toBeGreaterThan(
      bytesPerPixel(denseEd({ blocks: [3, 6, 3] })),
    );
  });
});
