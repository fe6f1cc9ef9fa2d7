import { figureSvg } from '../../src-main/figures/figure-svg';
import type { Figure } from '../../src-main/figures/figure';
import { layOutFigure } from '../../src-main/figures/layout';
import { withResolution } from '../../src-main/figures/png-resolution';
import { pngOf } from './panel-pictures';

/** A figure drawn as PNG with so many dots an inch, which it says in its header. */
export async function figurePng(figure: Figure, dpi: number): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = layOutFigure(figure);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((width / 72) * dpi);
  canvas.height = Math.round((height / 72) * dpi);
  // A picture cannot reach the page's fonts, so it brings the one it is set in.
  const font = await import('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?inline');
  const styles = `@font-face{font-family:Inter;font-weight:100 900;src:url(${font.default}) format('woff2')}`;
  const svg = new Blob([figureSvg(figure, styles)], { type: 'image/svg+xml' });
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  } finally {
    URL.revokeObjectURL(address);
  }
  return withResolution(new Uint8Array(await (await pngOf(canvas)).arrayBuffer()), dpi);
}
