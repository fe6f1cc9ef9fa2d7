import { element, number } from './svg';

/** What text is set in: Inter where it is installed (or where the window brings it), else what every computer has. */
const FONTS = "Inter, 'Inter Variable', Arial, Helvetica, sans-serif";

/**
 * An SVG document on white: its unit is the point, its size on paper is in millimetres. `styles` is CSS to embed (a font
 * for drawing it as a picture); files need none.
 */
export function svgDocument(
  { width, height, fontSize, styles }: { width: number; height: number; fontSize: number; styles: string },
  ...content: string[]
): string {
  const millimetres = (points: number): string => `${number((points / 72) * 25.4)}mm`;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: millimetres(width),
      height: millimetres(height),
      viewBox: `0 0 ${number(width)} ${number(height)}`,
      'font-family': FONTS,
      'font-size': fontSize,
      'stroke-width': 0.5,
    },
    styles === '' ? '' : element('style', {}, styles),
    element('rect', { width, height, fill: '#fff' }),
    ...content,
  );
}
