import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomBundle } from '../support/random-bundle';
import { readPixels } from '../support/read-image';
import { hasReference, NEEDS_REFERENCE, reference } from '../support/reference';
import { imageJTiff } from '../support/sample-tiff';
import { oneWindow, type Host } from './story';

/** As large as the published networks, so that computing takes a while. */
const SLOW = { blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 };

for (const host of ['desktop', 'browser'] as const satisfies Host[]) {
  describe(`super-resolving with the authors' network, ${host}`, () => {
    const story = oneWindow(host, ({ folder }) => {
      if (!hasReference) return;
      const names = ['fov08-frame.tif', 'fov08-srrf-target.tif'];
      for (const name of names) copyFileSync(reference('bpae', name), join(folder, name));
      copyFileSync(reference('denseed-363-bpae.pth'), join(folder, 'bpae.pth'));
      return { files: names.map((name) => join(folder, name)) };
    });

    test('first use: the click says what a model is and imports one', async (context) => {
      context.skip(!hasReference, NEEDS_REFERENCE);
      const { window, folder } = story();
      await window.shown('fov08-srrf-target.tif');
      await window.tab('fov08-frame.tif').click();
      await window.superResolving.button.click();
      const { explanation } = window.superResolving;
      expect(await explanation.innerText()).toContain(
        'A model is a network that was trained on pairs of images',
      );
      const ask = () => explanation.getByRole('button', { name: 'Import a model…' }).click();
      await window.files.open(ask, [join(folder, 'bpae.pth')]);
      await window.superResolving.describeModel({ for: 'BPAE cells, mitochondria', pixelSize: '0.2' });
      await window.notices.getByText('Model "bpae" is installed and chosen').waitFor();
      expect(await window.superResolving.picker.innerText()).toContain('bpae');
    });

    test('a click puts the result beside the original, linked, and says what became of the pixels', async (context) => {
      context.skip(!hasReference, NEEDS_REFERENCE);
      const { window } = story();
      // With its first model the explanation has become the options.
      await window.superResolving.options.getByRole('button', { name: 'Super-resolve' }).click();
      await window.notices.getByText(/^fov08-frame.tif super-resolved in /).waitFor();
      expect(await window.panes.count()).toBe(2);
      const words = (await window.superResolving.result.innerText()).replace(/\s+/g, ' ');
      expect(words).toContain('same pixels, finer detail');
      expect(words).toContain('DenseED (3,6,3)');
      expect(words).toContain('no pixel size');
      // Linked: what is pointed at in one is told for both, and one zoom is that of the other.
      await window.page.mouse.move(0, 0);
      await window.pane('fov08-frame.tif').point(0.5, 0.5);
      await expect.poll(() => window.status.innerText()).toMatch(/Input\s+[\d\s ]+\s*Result\s+\d/);
      await window.menu('Image', 'Zoom', '100 %');
      const zooms = await window.page.getByRole('combobox', { name: /^Zoom/ }).allInnerTexts();
      expect(zooms.map((text) => text.trim())).toEqual(['100 %', '100 %']);
    });

    test('the authors’ numbers stand under the linked pair: 24.580 dB whole, 24.430 dB with slices of 128', async (context) => {
      context.skip(!hasReference, NEEDS_REFERENCE);
      const { window } = story();
      await window.addToComparison('fov08-srrf-target.tif');
      await window.setRole('fov08-srrf-target.tif', 'Target');
      await expect.poll(() => window.superResolving.agreement.innerText()).toMatch(/Result\s*24\.580 dB/);
      expect(await window.superResolving.agreement.innerText()).toMatch(/Input\s*21\.249 dB/);
      expect(await window.superResolving.agreementTable.innerText()).toMatch(/0\.6826/);

      await window.menu('Process', 'Super-resolve with options…');
      const { options } = window.superResolving;
      await options.getByRole('radio', { name: 'Independent slices' }).click();
      await options.getByRole('button', { name: 'Super-resolve' }).click();
      await expect
        .poll(() => window.superResolving.agreement.innerText(), { timeout: 20_000 })
        .toContain('24.430 dB');
      expect(await window.panes.count()).toBe(4);
    });

    test('the result is saved under a name and is the same when it is opened again', async (context) => {
      context.skip(!hasReference, NEEDS_REFERENCE);
      const { window, folder } = story();
      const path = join(folder, 'fine.ome.tif');
      await window.paneAt(1).picture.click();
      await window.saveAs(path);
      await window.notices.getByText('fine.ome.tif saved.').waitFor();
      const [pixels] = await readPixels(path);
      const [target] = await readPixels(reference('bpae', 'fov08-srrf-target.tif'));
      let squares = 0;
      for (let i = 0; i < pixels!.length; i++) squares += (pixels![i]! - target![i]!) ** 2;
      const psnr = 10 * Math.log10(65_535 ** 2 / (squares / pixels!.length));
      expect(psnr).toBeCloseTo(24.58, 2);
      await window.open(path);
      const pane = await window.shown('fine.ome.tif');
      expect(await pane.header.innerText()).toContain('256 × 256, 16-bit');
    });
  });
}

describe('super-resolving', () => {
  const LARGE = { width: 2000, height: 2000, frames: 1 };
  const story = oneWindow('desktop', async ({ folder, models }) => {
    await randomBundle(join(models, 'quick'));
    await randomBundle(join(models, 'slow'), SLOW);
    writeFileSync(join(folder, 'large.tif'), imageJTiff(LARGE));
    writeFileSync(join(folder, 'stack.tif'), imageJTiff({ width: 64, height: 48, frames: 3 }));
  });

  test('tiles are seen arriving, with how many and how long, and it can be cancelled', async () => {
    const { window, folder } = story();
    await window.look(join(folder, 'large.tif'));
    await window.superResolving.choose('slow');
    await window.superResolving.button.click();
    const { card } = window.superResolving;
    await card.waitFor();
    await expect.poll(() => card.innerText(), { timeout: 20_000 }).toMatch(/tile [1-9]\d* of \d+/);
    const pane = window.paneAt(1);
    const before = await pane.shot();
    await expect
      .poll(async () => (await pane.shot()).difference(before), { timeout: 20_000 })
      .toBeGreaterThan(500);
    await expect.poll(() => window.tab(/^large/).innerText()).toMatch(/\d %|…/);
    await card.getByRole('button', { name: 'Cancel' }).click();
    await card.waitFor({ state: 'hidden' });
    await expect.poll(() => window.panes.count()).toBe(1);
    expect(await window.alerts.count()).toBe(0);
  });

  test('several models give several results in one comparison, and one part or frame can be chosen', async () => {
    const { window, folder } = story();
    await window.look(join(folder, 'stack.tif'));
    await window.menu('Edit', 'Selection', 'Select all');
    await window.menu('Process', 'Super-resolve with options…');
    const { options } = window.superResolving;
    for (const name of ['quick', 'slow']) {
      const check = options.getByRole('checkbox', { name });
      if (!(await check.isChecked())) await check.click();
    }
    await options.getByRole('radio', { name: 'This one, 1' }).click();
    await options.getByRole('button', { name: 'Super-resolve' }).click();
    await expect.poll(() => window.panes.count(), { timeout: 20_000 }).toBe(3);
    await window.superResolving.card.waitFor({ state: 'hidden' });
    const headers = await window.page.getByRole('main').locator('header').allInnerTexts();
    expect(headers.filter((text) => text.includes('64 × 48, 16-bit'))).toHaveLength(2); // one frame of three
    await window.closeTab();
  });
});
