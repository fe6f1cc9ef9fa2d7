import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RANDOM_STORM, randomBundle } from '../support/random-bundle';
import { imageJTiff } from '../support/sample-tiff';
import { oneWindow } from './story';

describe('networks whose answer is finer than the image', () => {
  const story = oneWindow('desktop', async ({ folder, models }) => {
    await randomBundle(join(models, 'storm'), RANDOM_STORM);
    await randomBundle(join(models, 'finer'), {
      architecture: { kind: 'resnet', blocks: 1, features: 6, scale: 4 },
    });
    const path = join(folder, 'blinking.tif');
    writeFileSync(path, imageJTiff({ width: 32, height: 24, frames: 3 }));
    return { files: [path] };
  });

  test('the recovery of a stack is one image beside it, of the same field, eight times as fine', async () => {
    const { window } = story();
    await window.shown('blinking.tif');
    await window.superResolving.choose('storm');
    await window.superResolving.button.click();
    await window.notices.getByText(/^blinking.tif super-resolved in /).waitFor();
    expect(await window.panes.count()).toBe(2);
    const words = (await window.superResolving.result.innerText()).replace(/\s+/g, ' ');
    expect(words).toContain('sum of 3');
    expect(words).toContain('8 × as many pixels along each side');
    expect(words).toContain('12.5 nm');
    expect(await window.paneAt(1).header.innerText()).toContain('256 × 192, 32-bit');
    await window.menu('Image', 'Zoom', '100 %');
    const zooms = await window.page.getByRole('combobox', { name: /^Zoom/ }).allInnerTexts();
    expect(zooms.map((text) => text.trim())).toEqual(['100 %', '13 %']);
  });

  test('each frame by itself where that is chosen, which is asked for such models only', async () => {
    const { window } = story();
    await window.paneAt(0).picture.click();
    await window.menu('Process', 'Super-resolve with options…');
    const { options } = window.superResolving;
    await options.getByRole('radiogroup', { name: 'Recovery' }).waitFor();
    await options.getByRole('checkbox', { name: 'finer' }).click();
    await options.getByRole('checkbox', { name: 'storm' }).click();
    await options.getByRole('radiogroup', { name: 'Recovery' }).waitFor({ state: 'hidden' });
    await options.getByRole('checkbox', { name: 'storm' }).click();
    await options.getByRole('radio', { name: 'Each frame' }).click();
    await options.getByRole('button', { name: 'Super-resolve' }).click();
    await expect.poll(() => window.panes.count(), { timeout: 20_000 }).toBe(4);
    await window.superResolving.card.waitFor({ state: 'hidden' });
    const headers = await window.page.getByRole('main').locator('header').allInnerTexts();
    const sizes = headers.map((text) => /\d+ × \d+, [^,]*, [^,]*/.exec(text)?.[0]);
    expect(sizes).toContain('256 × 192, 3 frames, 32-bit float');
    expect(sizes).toContain('128 × 96, 3 frames, 16-bit');
    expect(await window.alerts.count()).toBe(0);
  });
});
