import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageInfo } from '../support/memory-source';
import { imageJTiff, samplePixel } from '../support/sample-tiff';
import { writeImage } from '../support/write-image';
import { oneWindow } from './story';

const SIZE = { width: 96, height: 64 };

describe('comparing', () => {
  const story = oneWindow('desktop', async ({ folder }) => {
    const info = (width: number, height: number, pixel: number) =>
      imageInfo({
        axes: 'YX',
        shape: [height, width],
        pixelType: 'uint16',
        calibration: { pixelSizeUm: { x: pixel, y: pixel, z: null }, frameIntervalS: null },
      });
    writeFileSync(join(folder, 'input.tif'), imageJTiff({ ...SIZE, frames: 1 }));
    const inverse = Uint16Array.from(
      { length: SIZE.width * SIZE.height },
      (_, i) => 65_535 - samplePixel(0, i % SIZE.width, Math.floor(i / SIZE.width)),
    );
    await writeImage(join(folder, 'inverse.tif'), info(96, 64, 0.1), inverse);
    const coarse = Uint16Array.from({ length: 48 * 32 }, (_, i) =>
      samplePixel(0, 2 * (i % 48), 2 * Math.floor(i / 48)),
    );
    await writeImage(join(folder, 'coarse.tif'), info(48, 32, 0.2), coarse);
    return { files: ['inverse.tif', 'coarse.tif', 'input.tif'].map((name) => join(folder, name)) };
  });

  test('an image is added, gets a role, and its numbers are told', async () => {
    const { window } = story();
    await window.shown('input.tif');
    await window.addToComparison('inverse.tif');
    expect(await window.panes.count()).toBe(2);
    await window.setRole('inverse.tif', 'Target');
    const { agreement } = window.superResolving;
    await expect
      .poll(() => agreement.innerText())
      .toMatch(/Against inverse\.tif\s*Input\s*\d+\.\d{3} dB, SSIM/);
  });

  test('pointing into one pane tells the values of both', async () => {
    const { window } = story();
    await window.pane('inverse.tif').point(0.5, 0.45);
    await expect.poll(() => window.status.innerText()).toMatch(/Input\s+\d[\s\S]*Target\s+\d/);
    // Without the spaces within numbers; a line ends what stands beside something else.
    const text = (await window.status.innerText()).replace(/[^\S\n]/g, '');
    const values = /\((\d+)\)\s*y[\d.]+µm\((\d+)\)\s*Input\s*(\d+)\s*Target\s*(\d+)/;
    const [, x, y, input, target] = values.exec(text)!;
    expect(Number(input)).toBe(samplePixel(0, Number(x), Number(y)));
    expect(Number(input) + Number(target)).toBe(65_535);
  });

  test('the swipe line is moved by keys, with an image on each side', async () => {
    const { window } = story();
    await window.page.mouse.move(0, 0);
    await window.layOut('Swipe');
    expect(await window.panes.count()).toBe(1);
    const pane = window.paneAt(0);
    const line = window.page.getByRole('slider', { name: /^Line between/ });
    await line.focus();
    await window.press('End');
    await expect.poll(() => line.getAttribute('aria-valuenow')).toBe('100');
    await line.blur();
    const left = await pane.shot();
    await line.focus();
    await window.press('Home');
    await line.blur();
    await expect.poll(async () => (await pane.shot()).difference(left)).toBeGreaterThan(5000);
    const right = await pane.shot();
    await line.focus();
    for (let i = 0; i < 3; i++) await window.press('Shift+ArrowRight');
    await window.press('ArrowRight');
    await expect.poll(() => line.getAttribute('aria-valuenow')).toBe('31');
    await line.blur();
    // A third from the left: on the left of the line the first image, on its right the second.
    await expect.poll(async () => (await pane.shot()).difference(left)).toBeGreaterThan(5000);
    expect((await pane.shot()).difference(right)).toBeGreaterThan(1000);
  });

  test('the difference of an image and its inverse is drawn, that of equal images is black', async () => {
    const { window, folder } = story();
    await window.layOut('Difference');
    expect((await window.paneAt(0).shot()).colours).toBeGreaterThan(20);
    await window.layOut('Side by side');
    await window.look(join(folder, 'inverse.tif'));
    await window.menu('Analyze', 'Add to comparison…');
    await window
      .dialog('Add an image to the comparison')
      .getByRole('button', { name: /^inverse\.tif/ })
      .first()
      .click();
    await window.layOut('Difference');
    const middle = async () => {
      const { width, height } = await window.paneAt(0).box();
      const part = { x: Math.round(width / 2) - 40, y: Math.round(height / 2) - 40, width: 80, height: 80 };
      const shot = await window.paneAt(0).shot(part);
      return [shot.colours, Math.max(...shot.at(40, 40)) < 3];
    };
    await expect.poll(middle).toEqual([1, true]);
    await window.closeTab();
  });

  test('images of different pixel size lie on the same place of the sample', async () => {
    const { window } = story();
    await window.tab('coarse.tif').click();
    await window.addToComparison('input.tif');
    await window.pane('coarse.tif').point(0.52, 0.47);
    await expect.poll(() => window.status.innerText()).toMatch(/Input\s+\d/);
    const text = (await window.status.innerText()).replace(/[\s ]/g, '');
    const [, xUm, x, yUm, y, coarse, fine] =
      /x([\d.]+)µm\((\d+)\)y([\d.]+)µm\((\d+)\)Input(\d+)\D+?(\d+)(?:\D|$)/.exec(text)!;
    expect(Number(coarse)).toBe(samplePixel(0, 2 * Number(x), 2 * Number(y)));
    const places = [Math.floor(Number(xUm) * 10), Math.floor(Number(yUm) * 10)];
    const near = [-1, 0, 1].flatMap((dy) =>
      [-1, 0, 1].map((dx) => samplePixel(0, places[0]! + dx, places[1]! + dy)),
    );
    expect(near).toContain(Number(fine));
    // The same field fills both panes: a pixel of one is as large as two by two of the other.
    const zooms = await window.page.getByRole('combobox', { name: /^Zoom/ }).allInnerTexts();
    const [large, small] = zooms.map((text) => Number.parseFloat(text));
    expect(large! / small!).toBeCloseTo(2, 1);
  });
});
