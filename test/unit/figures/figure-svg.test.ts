import { XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insetCorner } from '../../../src-main/figures/figure';
import { figureSvg } from '../../../src-main/figures/figure-svg';
import { aFigure, aPanel, aPlot, PICTURE } from './a-figure';
import { elements, texts } from './svg-elements';

describe('figureSvg', () => {
  it('has its size in millimetres and points as its unit', () => {
    const [root] = elements(figureSvg(aFigure({ widthMm: 183 })), 'svg');
    expect(root!['width']).toBe('183mm');
    expect(Number(root!['viewBox']!.split(' ')[2])).toBeCloseTo((183 / 25.4) * 72, 4);
    const [, , width, height] = root!['viewBox']!.split(' ').map(Number);
    expect(parseFloat(root!['height']!) / 183).toBeCloseTo(height! / width!, 6);
  });

  it('draws the scale bar exactly as long as its length is in the field, at any width and pixel size', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 40, max: 300, noNaN: true }),
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        fc.integer({ min: 8, max: 4000 }),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        fc.constantFrom('left', 'right'),
        (widthMm, columns, pixelSizeUm, pixels, part, corner) => {
          const field = { width: pixels * pixelSizeUm, height: pixels * pixelSizeUm };
          const length = part * field.width;
          const panel = aPanel({
            field,
            picture: { href: PICTURE, x: 0, y: 0, ...field, pixelated: true },
            scaleBar: { length, text: '', corner: corner as 'left' | 'right' },
          });
          const svg = figureSvg(aFigure({ widthMm, columns, panels: Array(columns).fill(panel) }));
          const bar = elements(svg, 'rect').find((rect) => rect['class'] === 'scale-bar')!;
          const picture = elements(svg, 'image')[0]!;
          // In pixels of the picture: the bar's length in world units divided by the pixel size.
          const pointsPerPixel = Number(picture['width']) / pixels;
          expect(Math.abs(Number(bar['width']) / pointsPerPixel - length / pixelSizeUm)).toBeLessThan(
            0.0002 / pointsPerPixel,
          );
          const end = Number(bar['x']) + Number(bar['width']);
          expect(Number(bar['x'])).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThan((widthMm / 25.4) * 72);
        },
      ),
    );
  });

  it('writes letters, labels, captions, the bar and the axes as text', () => {
    const scaleBar = { length: 10, text: '10 µm', corner: 'right' } as const;
    const svg = figureSvg(
      aFigure({ panels: [aPanel({ scaleBar }), aPanel({ caption: '24.58 dB' })], plot: aPlot() }),
    );
    for (const expected of [
      'a',
      'b',
      'c',
      'Frame',
      '10 µm',
      '24.58 dB',
      'Distance (µm)',
      'Normalised',
      '0.5',
    ])
      expect(texts(svg)).toContain(expected);
  });

  it('stays well-formed whatever images are called', () => {
    const name = `<script>"a" & 'b'</script>\u0000\u001b]]>`;
    const svg = figureSvg(aFigure({ panels: [aPanel({ label: name, caption: name })], plot: aPlot() }));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(elements(svg, 'script')).toEqual([]);
    fc.assert(
      fc.property(fc.string(), (label) => {
        expect(XMLValidator.validate(figureSvg(aFigure({ panels: [aPanel({ label })] })))).toBe(true);
      }),
    );
  });

  it('keeps pixels square, and lets many be averaged', () => {
    const smooth = aPanel({
      picture: { href: PICTURE, x: 0, y: 0, width: 40, height: 20, pixelated: false },
    });
    const images = elements(figureSvg(aFigure({ panels: [aPanel(), smooth] })), 'image');
    expect(images.map((image) => image['image-rendering'])).toEqual(['pixelated', undefined]);
  });

  it('puts a picture that covers more than the field behind a clip, in place', () => {
    const panel = aPanel({
      picture: { href: PICTURE, x: -1, y: -2, width: 43, height: 24, pixelated: true },
    });
    const svg = figureSvg(aFigure({ columns: 1, panels: [panel] }));
    const [image] = elements(svg, 'image');
    const pointsPerUm = ((89 / 25.4) * 72) / 40;
    expect(Number(image!['x'])).toBeCloseTo(-pointsPerUm, 3);
    expect(Number(image!['y'])).toBeCloseTo(-2 * pointsPerUm, 3);
    expect(Number(image!['width'])).toBeCloseTo(43 * pointsPerUm, 3);
    expect(elements(svg, 'clipPath')).toHaveLength(1);
  });

  it('magnifies the inset, in the upper right corner, and never beyond its share of the panel', () => {
    const inset = (magnification: number) => ({
      part: { x: 10, y: 5, width: 5, height: 5 },
      picture: { href: PICTURE, x: 10, y: 5, width: 5, height: 5, pixelated: true },
      magnification,
    });
    const pointsPerUm = ((89 / 25.4) * 72) / 40;
    for (const [asked, drawn] of [
      [2, 2],
      [10, (0.6 * 20) / 5],
    ] as const) {
      const svg = figureSvg(aFigure({ columns: 1, panels: [aPanel({ inset: inset(asked) })] }));
      const image = elements(svg, 'image')[1]!;
      expect(Number(image['width'])).toBeCloseTo(5 * drawn * pointsPerUm, 3);
      expect(Number(image['x']) + Number(image['width'])).toBeCloseTo((89 / 25.4) * 72, 3);
    }
  });

  it('puts the inset where it covers neither the magnified part nor the line, and never on the scale bar', () => {
    const corner = (part: { x: number; y: number }, line: [number, number, number, number] | null) => {
      const inset = {
        part: { ...part, width: 4, height: 4 },
        picture: null,
        magnification: 2,
      };
      const [x1, y1, x2, y2] = line ?? [];
      const panel = aPanel({
        inset,
        line: line && { x1: x1!, y1: y1!, x2: x2!, y2: y2! },
        scaleBar: { length: 5, text: '', corner: 'right' },
      });
      const { side, end } = insetCorner(panel, inset);
      return `${end} ${side}`;
    };
    expect(corner({ x: 4, y: 10 }, null)).toBe('top right');
    expect(corner({ x: 34, y: 2 }, null)).toBe('top left');
    expect(corner({ x: 34, y: 2 }, [1, 1, 6, 6])).toBe('bottom left');
    expect(corner({ x: 4, y: 14 }, [30, 1, 39, 8])).toBe('top left');
  });

  it('draws curves as paths in the print colours, broken where a value is no number', () => {
    const curves = elements(figureSvg(aFigure({ plot: aPlot() })), 'path').filter(
      (path) => path['class'] === 'curve',
    );
    expect(curves.map((path) => path['stroke'])).toEqual(['#3d3d41', '#d55e00']);
    expect(curves.map((path) => path['d']!.match(/[ML]/g)!.join(''))).toEqual(['MLLL', 'MML']);
  });
});
