import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lutIndex, namedLut, type LutName } from '../../src-main/imaging/lut';
import { imageInfo } from '../support/memory-source';
import { imageJTiff, samplePixel } from '../support/sample-tiff';
import { writeImage } from '../support/write-image';
import type { ImagePane } from './pages/image-pane';
import { oneWindow, type Host } from './story';

const STACK = { width: 96, height: 64, frames: 4 };
const LIMITS = { min: 4000, max: 60_000 };

/** How many of some pixels of a frame are not drawn as their value says, at 400 % and centred in the pane. */
async function wronglyDrawn(pane: ImagePane, frame: number, table: LutName): Promise<number> {
  const picture = await pane.shot();
  const lut = namedLut(table);
  const corner = {
    x: Math.round(picture.width / 2 - STACK.width * 2),
    y: Math.round(picture.height / 2 - STACK.height * 2),
  };
  let wrong = 0;
  for (let y = 0; y < STACK.height; y++) {
    for (let x = 0; x < STACK.width; x++) {
      const entry = 3 * lutIndex(samplePixel(frame, x, y), LIMITS);
      const expected = [...lut.subarray(entry, entry + 3)].join();
      // Opposite corners of the 4 x 4 screen pixels.
      for (const inside of [0, 3]) {
        const at = picture.at(corner.x + 4 * x + inside, corner.y + 4 * y + inside);
        if (at.join() !== expected) wrong++;
      }
    }
  }
  return wrong;
}

for (const host of ['desktop', 'browser'] as const satisfies Host[]) {
  describe(`looking, ${host}`, () => {
    const story = oneWindow(host, ({ folder }) => {
      const path = join(folder, 'stack.tif');
      writeFileSync(path, imageJTiff(STACK));
      return { files: [path] };
    });

    test('the screen shows the values of the file through limits and lookup table, pixel for pixel', async () => {
      const { window } = story();
      const pane = await window.shown('stack.tif');
      await window.menu('Window', 'Scale bar'); // off: it lies over the picture
      await window.menu('Image', 'Zoom', 'Fit in the pane');
      await pane.zoomTo('400 %');
      await window.sidePanel.setLimits(LIMITS.min, LIMITS.max);
      expect(await window.sidePanel.limits()).toEqual(LIMITS);
      await expect.poll(() => wronglyDrawn(pane, 0, 'Grays')).toBe(0);
      await window.menu('Image', 'Lookup tables', 'Fire');
      await expect.poll(() => wronglyDrawn(pane, 0, 'Fire')).toBe(0);
      await window.menu('Image', 'Lookup tables', 'Grays');
    });

    test('the status line tells place and value of the pixel under the pointer', async () => {
      const { window } = story();
      const pane = window.pane('stack.tif');
      for (const [right, down] of [
        [0.5, 0.5],
        [0.45, 0.6],
        [0.55, 0.42],
      ] as const) {
        await pane.point(right, down);
        const status = window.status;
        await expect.poll(() => status.innerText()).toMatch(/Value\s+\d/);
        const text = (await status.innerText()).replace(/[\s ]/g, '');
        const [, x, y, value] = /x[\d.]+µm\((\d+)\)y[\d.]+µm\((\d+)\)Value(\d+)/.exec(text) ?? [];
        expect(Number(value)).toBe(samplePixel(0, Number(x), Number(y)));
      }
    });

    test('keys and slider step through the stack, and playing goes on by itself', async () => {
      const { window } = story();
      const pane = window.pane('stack.tif');
      const time = window.page.getByRole('slider', { name: 'Time' });
      await pane.picture.focus();
      await window.press('.');
      await expect.poll(() => time.getAttribute('aria-valuetext')).toBe('2 of 4');
      await expect.poll(() => wronglyDrawn(pane, 1, 'Grays')).toBe(0);
      await time.fill('4');
      await expect.poll(() => wronglyDrawn(pane, 3, 'Grays')).toBe(0);
      await pane.picture.focus();
      await window.press('\\');
      const seen = new Set<string | null>();
      await expect
        .poll(async () => seen.add(await time.getAttribute('aria-valuetext')).size, { timeout: 8000 })
        .toBeGreaterThan(2);
      await window.press('\\');
      const stopped = await time.getAttribute('aria-valuetext');
      await window.page.waitForTimeout(300);
      expect(await time.getAttribute('aria-valuetext')).toBe(stopped);
    });

    test('wheel and keys zoom about the pointer in steps; the hand moves the picture', async () => {
      const { window } = story();
      const pane = window.pane('stack.tif');
      await window.menu('Image', 'Zoom', '100 %');
      expect(await pane.percent()).toBe(100);
      await pane.point(0.5, 0.5);
      await window.page.mouse.wheel(0, -100);
      await expect.poll(() => pane.percent()).toBeGreaterThan(100);
      await window.menu('Image', 'Zoom', '100 %');
      await pane.picture.focus();
      await window.press('+');
      await expect.poll(() => pane.percent()).toBe(150);
      await window.take('Hand');
      const before = await pane.shot();
      await pane.drag([0.5, 0.5], [0.6, 0.6]);
      await expect.poll(async () => (await pane.shot()).difference(before)).toBeGreaterThan(1000);
      await window.take('Rectangle');
    });

    test('pixel values are written into the pixels at high zoom', async () => {
      const { window } = story();
      const pane = window.pane('stack.tif');
      await window.menu('Image', 'Zoom', 'Fit in the pane');
      /** Colours of the screen within one pixel of the image, whose corner is in the middle of the pane. */
      const coloursOfPixel = async () => {
        const { width, height } = await pane.box();
        const part = { x: Math.round(width / 2) + 2, y: Math.round(height / 2) + 2, width: 20, height: 20 };
        return (await pane.shot(part)).colours;
      };
      await pane.zoomTo('1600 %');
      await pane.zoomTo('3200 %');
      await expect.poll(coloursOfPixel).toBeGreaterThan(3);
      await pane.zoomTo('1600 %');
      await pane.picture.focus();
      await window.press('+');
      expect(await pane.percent()).toBe(2400);
      await expect.poll(coloursOfPixel).toBe(1);
    });
  });
}

describe('channels', () => {
  const story = oneWindow('desktop', async ({ folder }) => {
    const path = join(folder, 'channels.tif');
    const info = imageInfo({ axes: 'CYX', shape: [2, 32, 32], pixelType: 'uint8' });
    const data = new Uint8Array(2 * 32 * 32);
    data.fill(200, 0, 1024); // the first channel is bright everywhere,
    data.fill(100, 1024 + 512); // the second in the lower half
    data[0] = 0;
    await writeImage(path, info, data);
    return { files: [path] };
  });

  test('are shown one by one and added as a composite in their colours', async () => {
    const { window } = story();
    const pane = window.pane('channels.tif');
    await pane.picture.waitFor();
    await window.sidePanel.setLimits(0, 255);
    await window.menu('Image', 'Lookup tables', 'Red');
    await window.page.getByRole('slider', { name: 'Channel' }).fill('2');
    await window.menu('Image', 'Lookup tables', 'Green');
    await window.sidePanel.setLimits(0, 255);
    await window.menu('Image', 'Composite');
    const colours = async () => {
      const picture = await pane.shot();
      const [x, y] = [Math.round(picture.width / 2), Math.round(picture.height / 2)];
      return [picture.at(x, y - 40), picture.at(x, y + 40)];
    };
    await expect.poll(colours).toEqual([
      [200, 0, 0],
      [200, 100, 0],
    ]);
    await window.sidePanel.panel
      .getByRole('button', { name: /^Hide / })
      .first()
      .click();
    await expect.poll(colours).toEqual([
      [0, 0, 0],
      [0, 100, 0],
    ]);
  });
});
