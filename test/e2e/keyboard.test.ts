import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomBundle } from '../support/random-bundle';
import { readPixels } from '../support/read-image';
import { imageJTiff } from '../support/sample-tiff';
import { oneWindow } from './story';

describe('keyboard only', () => {
  const story = oneWindow('desktop', async ({ models }) => {
    await randomBundle(join(models, 'quick'));
  });

  test('open by the command finder, super-resolve, save: no pointer', async () => {
    const { window, folder } = story();
    const path = join(folder, 'cells.tif');
    const saved = join(folder, 'cells-fine.tif');
    writeFileSync(path, imageJTiff({ width: 96, height: 64, frames: 1 }));
    await window.files.open(() => window.find('open image'), [path]);
    await window.shown('cells.tif');
    await window.press('F5');
    await window.notices.getByText(/^cells\.tif super-resolved in/).waitFor();
    // The panes are reached by Tab, and the one that has the focus is in front.
    const focused = () => window.page.evaluate(() => document.activeElement?.ariaLabel ?? '');
    for (let i = 0; i < 60 && !/Picture of cells-sr/.test(await focused()); i++) await window.press('Tab');
    expect(await focused()).toMatch(/Picture of cells-sr/);
    await window.files.save(() => window.press('Shift+S'), saved);
    await window.notices.getByText('cells-fine.tif saved.').waitFor();
    expect(existsSync(saved)).toBe(true);
    expect((await readPixels(saved))[0]).toHaveLength(96 * 64);
  });

  test('the menu bar by F10 and arrows, a dialog by Tab and Escape', async () => {
    const { window } = story();
    await window.press('F10');
    await window.page.getByRole('menu', { name: 'File' }).waitFor();
    await window.press('ArrowRight');
    await window.page.getByRole('menu', { name: 'Edit' }).waitFor();
    await window.press('Escape');
    await expect.poll(() => window.page.getByRole('menu').count()).toBe(0);
    await window.press('Control+i');
    const dialog = window.dialog(/cells/);
    await dialog.waitFor();
    for (let i = 0; i < 12; i++) {
      await window.press('Tab');
      expect(
        await window.page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null),
      ).toBe(true);
    }
    await window.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  test('what has the focus shows it', async () => {
    const { window } = story();
    await window.press('Tab');
    for (let i = 0; i < 25; i++) {
      const unseen = await window.page.evaluate(() => {
        const element = document.activeElement!;
        if (element === document.body) return null;
        const shows = (style: CSSStyleDeclaration) =>
          (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
        const seen =
          shows(getComputedStyle(element)) ||
          shows(getComputedStyle(element, '::after')) ||
          shows(getComputedStyle(element, '::before')) ||
          (element.parentElement !== null && shows(getComputedStyle(element.parentElement))) ||
          [...element.children].some((child) => shows(getComputedStyle(child)));
        return seen ? null : element.outerHTML.slice(0, 160);
      });
      expect(unseen).toBeNull();
      await window.press('Tab');
    }
  });
});
