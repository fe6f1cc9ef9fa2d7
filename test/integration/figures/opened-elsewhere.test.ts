import { decode, encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { figureSvg } from '../../../src-main/figures/figure-svg';
import { drawnByRsvg, hasRsvg, NEEDS_RSVG, textInPdf } from '../../support/rsvg';
import { aFigure, aPanel, aPlot } from '../../unit/figures/a-figure';

/** A black picture of 128 x 128 pixels of 0.2 µm, and a bar of 5 µm. */
const black = encode({ width: 128, height: 128, channels: 1, data: new Uint8Array(128 * 128) });
const field = { width: 25.6, height: 25.6 };
const panel = aPanel({
  label: '',
  field,
  picture: {
    href: `data:image/png;base64,${Buffer.from(black).toString('base64')}`,
    x: 0,
    y: 0,
    ...field,
    pixelated: true,
  },
  scaleBar: { length: 5, text: '', corner: 'right' },
});

describe(hasRsvg ? 'an exported figure in other programs' : NEEDS_RSVG, () => {
  it.runIf(hasRsvg)('has its size and its scale bar to a pixel', () => {
    const svg = figureSvg(aFigure({ widthMm: 127, columns: 1, letters: false, panels: [panel] }));
    const png = decode(drawnByRsvg(svg, 300));
    expect([png.width, png.height]).toEqual([1500, 1500]); // 127 mm are 5 inches
    const isWhite = (x: number, y: number): boolean => png.data[(y * png.width + x) * png.channels]! > 127;
    const rows = Array.from({ length: png.height }, (_, y) => {
      let count = 0;
      for (let x = 0; x < png.width; x++) count += isWhite(x, y) ? 1 : 0;
      return count;
    });
    expect(Math.abs(Math.max(...rows) - (5 / 25.6) * 1500)).toBeLessThanOrEqual(1);
  });

  it.runIf(hasRsvg)('keeps its text as text', () => {
    const text = textInPdf(
      figureSvg(aFigure({ panels: [aPanel({ label: 'actin & tubulin < 5' })], plot: aPlot() })),
    );
    for (const words of ['actin & tubulin < 5', 'Distance (µm)', 'Normalised', 'Result'])
      expect(text).toContain(words);
  });
});
