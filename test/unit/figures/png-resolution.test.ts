import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { withResolution } from '../../../src-main/figures/png-resolution';
import { PIXEL_PNG } from './a-figure';

describe('withResolution', () => {
  it('says dots an inch in pixels per metre, with a checksum a decoder accepts', () => {
    const png = decode(withResolution(PIXEL_PNG, 300), { checkCrc: true });
    expect(png.resolution).toEqual({ x: 11811, y: 11811, unit: 1 });
    expect([png.width, png.height]).toEqual([1, 1]);
  });

  it('replaces what was said before', () => {
    const twice = withResolution(withResolution(PIXEL_PNG, 72), 600);
    expect(twice.length).toBe(PIXEL_PNG.length + 21);
    expect(decode(twice, { checkCrc: true }).resolution).toEqual({ x: 23622, y: 23622, unit: 1 });
  });

  it('refuses what is no PNG', () => {
    expect(() => withResolution(new Uint8Array(40), 300)).toThrow('Not a PNG');
  });
});
