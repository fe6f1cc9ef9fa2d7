import { expect, it } from 'vitest';
import { denseEd } from '../../../src-main/models/denseed';
import { unet } from '../../../src-main/models/unet';
import { summary } from '../../../src-main/models/summary';

it('lists each layer with its output, parameters and what it reads', () => {
  const lines = summary(denseEd({ blocks: [3, 6, 3] }), 128).split('\n');
  expect(lines[0]).toBe('DenseED (3,6,3)');
  expect(lines[2]).toMatch(/^first\.conv +conv 7x7 stride 2 padding 2 +63 x 63 x 48 +2352 +input$/);
  expect(lines.find((line) => line.startsWith('block1.layer1.concat'))).toMatch(
    /63 x 63 x 64 +first.conv, block1/,
  );
  expect(lines.at(-1)).toBe('237204 parameters, 19 convolutions');
});

it('says where a size does not fit', () => {
  expect(summary(unet(), 48)).toContain('? x ? x 48');
});
