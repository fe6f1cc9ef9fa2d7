import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { svgDocument } from '../../../src-main/figures/document-svg';
import { lossCurvesSvg } from '../../../src-main/figures/loss-curves-svg';
import { element, text } from '../../../src-main/figures/svg';
import { drawSvg } from '../../../src-main/io/picture/draw-svg';
import { publishedCurves } from '../../support/published-curves';
import { hasReference, NEEDS_REFERENCE } from '../../support/reference';
import { drawnByRsvg, hasRsvg, NEEDS_RSVG } from '../../support/rsvg';

/** A page of one inch with this on it. */
const page = (...content: string[]): string =>
  svgDocument({ width: 72, height: 72, fontSize: 7, styles: '' }, ...content);

async function pixels(svg: string, dpi: number) {
  const png = decode((await drawSvg(svg, dpi)).png);
  const at = (x: number, y: number): number[] => [
    ...png.data.subarray((y * png.width + x) * png.channels, (y * png.width + x) * png.channels + 3),
  ];
  return { ...png, at };
}

describe('a figure drawn without a window', () => {
  it('has the pixels that its size asks for, and places and colours to the pixel', async () => {
    const box = element('rect', { x: 18, y: 36, width: 36, height: 18, fill: '#d55e00' });
    const { width, height, at } = await pixels(page(box), 300);
    expect([width, height]).toEqual([300, 300]);
    expect(at(74, 200)).toEqual([255, 255, 255]);
    expect(at(75, 200)).toEqual([213, 94, 0]);
    expect(at(224, 224)).toEqual([213, 94, 0]);
    expect(at(225, 200)).toEqual([255, 255, 255]);
  });

  it('cuts what lies beyond a clip, and dashes lines', async () => {
    const clip = element('clipPath', { id: 'c' }, element('rect', { x: 0, y: 0, width: 36, height: 72 }));
    const line = element('path', {
      d: 'M0 36H72',
      fill: 'none',
      stroke: '#000',
      'stroke-width': 4,
      'stroke-dasharray': '6 6',
    });
    const { at } = await pixels(page(clip, element('g', { 'clip-path': 'url(#c)' }, line)), 72);
    expect([at(3, 36), at(9, 36), at(15, 36), at(39, 36)].map(([red]) => red)).toEqual([0, 255, 0, 255]);
  });

  it('sets text in Inter, ends it where it is to end, and turns it', async () => {
    const right = await pixels(page(text('0.0866', 60, 40, { 'text-anchor': 'end' })), 288);
    const columns = inked(right).map(({ x }) => x / 4);
    expect(Math.max(...columns)).toBeGreaterThan(58);
    expect(Math.max(...columns)).toBeLessThan(60.5);
    expect(Math.min(...columns)).toBeGreaterThan(60 - 6 * 7 * 0.65);
    const turned = await pixels(page(text('RMSE', 0, 0, { transform: 'translate(20 60) rotate(-90)' })), 288);
    const places = inked(turned);
    const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
    expect(Math.max(...ys) - Math.min(...ys)).toBeGreaterThan(2 * (Math.max(...xs) - Math.min(...xs)));
  });

  it('tells which characters its font lacks', async () => {
    expect((await drawSvg(page(text('β µ ž Ж × − 細', 5, 20)), 72)).missing).toEqual(['細']);
  });

  it('reads names as they were written', async () => {
    const plain = await drawSvg(page(text(`<a> & "b" 'c'`, 5, 20)), 72);
    const other = await drawSvg(page(text(`<a> & "b" 'd'`, 5, 20)), 72);
    expect(plain.missing).toEqual([]);
    expect(Buffer.from(plain.png).equals(Buffer.from(other.png))).toBe(false);
  });

  it('refuses what it cannot draw instead of leaving it out', async () => {
    await expect(drawSvg(page(element('ellipse', { rx: 3, ry: 2 })), 72)).rejects.toThrow('ellipse');
    await expect(drawSvg('<html/>', 72)).rejects.toThrow('no SVG');
  });

  const needs = hasReference && hasRsvg ? '' : ` (${NEEDS_REFERENCE}; ${NEEDS_RSVG})`;
  it.skipIf(needs !== '')(`looks as librsvg draws it, the words apart${needs}`, async () => {
    const svg = lossCurvesSvg(publishedCurves()).replace(/<text.*?<\/text>/g, '');
    const [own, other] = [await pixels(svg, 150), decode(drawnByRsvg(svg, 150))];
    expect([own.width, own.height]).toEqual([other.width, other.height]);
    let differing = 0;
    for (let i = 0; i < own.width * own.height; i++) {
      const difference = Math.abs(own.data[i * own.channels]! - other.data[i * other.channels]!);
      if (difference > 96) differing++;
    }
    expect(differing / (own.width * own.height)).toBeLessThan(0.001);
  });
});

/** Pixels that are not white. */
function inked({ width, height, at }: Awaited<ReturnType<typeof pixels>>): { x: number; y: number }[] {
  const found = [];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (at(x, y)[0]! < 200) found.push({ x, y });
  return found;
}
