import { expect, it } from 'vitest';
import { framesAs } from '../../../src-main/jobs/frames-as';

const density = { name: 'storm', output: 'density' as const };
const image = { name: 'cells', output: 'image' as const };

it('sums densities and keeps images apart, unless asked otherwise', () => {
  expect(framesAs(density, undefined)).toBe('sum');
  expect(framesAs(density, 'each')).toBe('each');
  expect(framesAs(image, undefined)).toBe('each');
});

it('does not sum images', () => {
  expect(() => framesAs(image, 'sum')).toThrow(/"cells" makes an image of each frame.*not summed/);
});
