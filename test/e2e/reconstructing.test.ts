import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageJTiff } from '../support/sample-tiff';
import { oneWindow, type Host } from './story';

for (const host of ['desktop', 'browser'] as const satisfies Host[]) {
  describe(`reconstructing, ${host}`, () => {
    const story = oneWindow(host, ({ folder }) => {
      writeFileSync(join(folder, 'stack.tif'), imageJTiff({ width: 90, height: 70, frames: 24 }));
      writeFileSync(join(folder, 'few.tif'), imageJTiff({ width: 40, height: 40, frames: 3 }));
      return { files: [join(folder, 'few.tif'), join(folder, 'stack.tif')] };
    });

    test('a part is previewed beside the mean of its frames, anew with every change', async () => {
      const { window } = story();
      await window.shown('stack.tif');
      await window.menu('Process', 'SRRF…');
      const { reconstructing: dialog } = window;
      expect(await dialog.preview.innerText()).toContain('64 × 64 pixels at');
      const first = await dialog.pixels('SRRF');
      await dialog.preview.getByRole('img', { name: 'Mean of 24 frames' }).waitFor();
      expect(await dialog.dialog.innerText()).toMatch(/Result: 450 × 350 pixels, 32-bit, 630 kB/);
      expect(await dialog.dialog.innerText()).toMatch(/About \d+ s for 24 frames/);
      await dialog.set('Ring radius, px', '1.5');
      const second = await dialog.pixels('SRRF');
      expect(second).not.toBe(first);
      await dialog.place.focus();
      await window.press('ArrowLeft');
      expect(await dialog.pixels('SRRF')).not.toBe(second);
      await dialog.set('Ring radius, px', '0.5');
      await window.press('ArrowRight');
    });

    test('it is run as chosen, and the result lies beside the stack, linked', async () => {
      const { window } = story();
      const { reconstructing: dialog } = window;
      await dialog.set('Magnification', '3');
      await dialog.choose('Over time', 'Autocorrelation, order 2');
      await dialog.run('SRRF').click();
      await window.notices.getByText(/^SRRF of stack\.tif is done in /).waitFor();
      expect(await window.panes.count()).toBe(2);
      expect(await window.paneAt(1).header.innerText()).toMatch(
        /stack-srrf\.tif[\s\S]*270 × 210, 32-bit float/,
      );
      const words = (await window.superResolving.result.innerText()).replace(/\s+/g, ' ');
      expect(words).toMatch(/Method SRRF/);
      expect(words).toContain('3 × as many pixels along each side');
      await window.menu('Image', 'Zoom', '100 %');
      const zooms = await window.page.getByRole('combobox', { name: /^Zoom/ }).allInnerTexts();
      expect(zooms.map((text) => text.trim())).toEqual(['100 %', '33 %']);
    });

    test('parameters are found on the previewed part, and a press on the map takes them', async () => {
      const { window } = story();
      await window.menu('Process', 'eSRRF…');
      const { reconstructing: dialog } = window;
      await dialog.set('Magnification', '2');
      await dialog.preview.getByRole('button', { name: 'Find parameters' }).click();
      await dialog.map.waitFor({ timeout: 120_000 });
      expect(await dialog.map.getByRole('button').count()).toBe(25);
      expect(await dialog.map.getByRole('button', { name: /, the best$/ }).count()).toBe(1);
      expect(await dialog.preview.innerText()).toMatch(
        /Radius \S+ and sensitivity \d resolve .* with RSP \d/,
      );
      await dialog.map.getByRole('button', { name: /^Radius 2 and sensitivity 3:/ }).click();
      const value = (field: string) => dialog.dialog.getByRole('spinbutton', { name: field }).inputValue();
      expect([await value('Radius, px'), await value('Sensitivity')]).toEqual(['2', '3']);
      await window.press('Escape');
    });

    test('too few frames are refused with a sentence, for an image and for finding parameters', async () => {
      const { window } = story();
      await window.tab('few.tif').click();
      await window.menu('Process', 'SRRF…');
      const { reconstructing: dialog } = window;
      await dialog.preview.getByRole('button', { name: 'Find parameters' }).click();
      await dialog.preview.getByText(/needs at least 20 frames; there are 3\./).waitFor();
      await dialog.choose('Over time', 'Autocorrelation, order 4');
      await dialog.dialog.getByText('needs at least 5 frames for an image; there are 3').waitFor();
      expect(await dialog.run('SRRF').isDisabled()).toBe(true);
      await window.press('Escape');
    });
  });
}
