import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decode } from 'fast-png';
import { describe, expect, onTestFinished, test } from 'vitest';
import { drawnByRsvg, hasRsvg, NEEDS_RSVG, textInPdf } from '../support/rsvg';
import { imageJTiff } from '../support/sample-tiff';
import { launchChromium } from './launch';
import { oneWindow, type Host } from './story';

const SIZE = { width: 96, height: 64 };
/** The sample's, in µm. */
const PIXEL_SIZE = 0.1;
const DPI = 300;

/** A rectangle of the SVG with that attribute, in points. */
function rectangle(svg: string, part: string): { x: number; y: number; width: number; height: number } {
  const tag = new RegExp(`<rect[^>]*${part}[^>]*>`).exec(svg)![0];
  const number = (name: string): number => Number(new RegExp(` ${name}="([^"]+)"`).exec(tag)![1]);
  return { x: number('x'), y: number('y'), width: number('width'), height: number('height') };
}

/** Pixels in a row, more white than not, through the middle of the scale bar of a figure drawn at so many dots an inch. */
function drawnBarLength(png: Uint8Array, bar: ReturnType<typeof rectangle>): number {
  const { width, channels, data } = decode(png);
  const y = Math.round(((bar.y + bar.height / 2) / 72) * DPI);
  const [from, to] = [bar.x - 4, bar.x + bar.width + 4].map((at) => Math.round((at / 72) * DPI));
  let count = 0;
  for (let x = from!; x < to!; x++) if (data[(y * width + x) * channels]! > 130) count++;
  return count;
}

for (const host of ['desktop', 'browser'] as const satisfies Host[]) {
  describe(`figures, ${host}`, () => {
    const story = oneWindow(host, ({ folder }) => {
      const path = join(folder, 'cells.tif');
      writeFileSync(path, imageJTiff({ ...SIZE, frames: 1 }));
      return { files: [path] };
    });
    let svg = '';

    test('a comparison becomes a figure with box, inset, scale bar, labels and the profile', async () => {
      const { window } = story();
      const pane = await window.shown('cells.tif');
      await window.sidePanel.setLimits(0, 1_000_000); // dark, so that the bar can be told from the picture
      await pane.drag([0.45, 0.4], [0.55, 0.5]);
      await window.take('Straight line');
      await pane.drag([0.42, 0.7], [0.6, 0.7]);
      await window.bottomPanel.plot.waitFor();
      await window.menu('File', 'Export figure…');
      const page = window.page.getByRole('img', { name: /^Figure, 183 ×/ });
      await page.waitFor();
      await window.page.getByRole('button', { name: 'Whole image' }).click();
      await expect.poll(() => page.locator('svg image').count()).toBe(2); // the picture and its inset
      expect(await page.locator('svg .box').count()).toBe(1);
      expect(await page.locator('svg text').allTextContents()).toEqual(expect.arrayContaining(['a', 'b']));
    });

    test('as SVG: text is text, and the scale bar is right to a pixel at 300 dpi', async () => {
      const { window, folder } = story();
      const path = join(folder, 'figure.svg');
      await window.files.save(() => window.page.getByRole('button', { name: 'Export SVG' }).click(), path);
      await window.notices.getByText('figure.svg saved.').waitFor();
      svg = readFileSync(path, 'utf8');
      const bar = rectangle(svg, 'class="scale-bar"');
      const panel = rectangle(svg, 'fill="#000"'); // the ground of the first picture
      const texts = [...svg.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text]) => text!);
      const label = texts.find((text) => /^[\d.]+ µm$/.test(text))!;
      const pointsPerUm = panel.width / (SIZE.width * PIXEL_SIZE);
      const pixel = 72 / DPI;
      expect(Math.abs(bar.width - Number.parseFloat(label) * pointsPerUm)).toBeLessThan(pixel);
      expect(texts).toEqual(expect.arrayContaining(['a', 'b', label]));
      expect(svg).toMatch(/^<svg[^>]* width="183mm"/);
    });

    test('as PNG: as wide and as fine as was chosen, and the bar is as long there', async () => {
      const { window, folder } = story();
      const path = join(folder, 'figure.png');
      await window.files.save(() => window.page.getByRole('button', { name: 'Export PNG' }).click(), path);
      await window.notices.getByText('figure.png saved.').waitFor();
      const bytes = readFileSync(path);
      const { width, resolution } = decode(bytes);
      expect(width).toBe(Math.round((183 / 25.4) * DPI));
      expect(resolution).toMatchObject({ x: Math.round(DPI / 0.0254), y: Math.round(DPI / 0.0254) });
      const bar = rectangle(svg, 'class="scale-bar"');
      expect(Math.abs(drawnBarLength(bytes, bar) - (bar.width / 72) * DPI)).toBeLessThanOrEqual(1);
    });

    test('other programs draw the same: Chromium, librsvg and poppler', async (context) => {
      const { folder } = story();
      const browser = await launchChromium();
      onTestFinished(() => browser.close());
      const page = await browser.newPage();
      await page.goto(pathToFileURL(join(folder, 'figure.svg')).href);
      expect(
        await page
          .locator('svg')
          .first()
          .evaluate((element) => element.getBoundingClientRect().width),
      ).toBeCloseTo((183 / 25.4) * 96, 0);
      expect(await page.locator('text').count()).toBeGreaterThan(5);
      context.skip(!hasRsvg, NEEDS_RSVG);
      const bar = rectangle(svg, 'class="scale-bar"');
      expect(
        Math.abs(drawnBarLength(drawnByRsvg(svg, DPI), bar) - (bar.width / 72) * DPI),
      ).toBeLessThanOrEqual(1);
      expect(textInPdf(svg)).toMatch(/\d µm/);
    });
  });
}

describe('copying', () => {
  const story = oneWindow('desktop', ({ folder }) => {
    const path = join(folder, 'cells.tif');
    writeFileSync(path, imageJTiff({ ...SIZE, frames: 1 }));
    return { files: [path] };
  });

  test('the comparison is put on the clipboard as a figure', async () => {
    const { window, app } = story();
    await window.shown('cells.tif');
    await app!.evaluate(({ clipboard }) => clipboard.clear());
    await window.menu('Edit', 'Copy picture');
    await window.notices.getByText('The figure is on the clipboard.').waitFor();
    const size = await app!.evaluate(({ clipboard }) =>
      (clipboard as unknown as { readImage(): Electron.NativeImage }).readImage().getSize(),
    );
    expect(size.width).toBe(Math.round((183 / 25.4) * DPI));
  });
});
