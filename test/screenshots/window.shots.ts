import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oneWindow } from '../e2e/story';
import { imageInfo } from '../support/memory-source';
import { writeImage } from '../support/write-image';
import { ALL, isWanted, keepInThemes, keepPicture, THEMES, type Theme } from './keep-picture';
import { makeSample, SAMPLE_PIXEL_UM } from './sample';

/** Weights of a network that makes pictures worth looking at; test/screenshots runs with them only. */
const WEIGHTS = process.env['FINESCOPE_SCREENSHOT_WEIGHTS']!;

const story = oneWindow('desktop', async ({ folder }) => {
  const write = (name: string, side: number, pixels: Uint16Array): Promise<void> => {
    const pixelSizeUm = { x: SAMPLE_PIXEL_UM, y: SAMPLE_PIXEL_UM, z: null };
    const calibration = { pixelSizeUm, frameIntervalS: null };
    const info = imageInfo({ axes: 'YX', shape: [side, side], pixelType: 'uint16', calibration });
    return writeImage(join(folder, name), info, pixels);
  };
  const { input, target } = makeSample(384);
  await write('fibroblast.tif', 384, input);
  await write('fibroblast-fine.tif', 384, target);
  await write('overview.tif', 1920, makeSample(1920).input);
});

test('pictures of the window', async () => {
  const { window, page, app, folder } = story();
  page.setDefaultTimeout(30_000);
  const size = ALL ? { width: 1440, height: 900 } : { width: 1280, height: 800 };
  await app!.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]!.setContentSize(width, height),
    size,
  );
  const inThemes = (name: string): Promise<void> => keepInThemes(window, page, name);
  /** For views that lie over the window, which the finder would close: the theme is put on by hand. */
  const overlaidInThemes = async (name: string): Promise<void> => {
    for (const [theme] of Object.entries(THEMES) as [Theme, string][]) {
      await page.evaluate(
        (value) => (document.documentElement.dataset['theme'] = value),
        {
          dark: 'dark',
          light: 'light',
          hc: 'high-contrast',
        }[theme],
      );
      await keepPicture(page, name, theme);
    }
  };

  if (ALL) {
    await inThemes('welcome');
    await window.menu('Process', 'Model library');
    await inThemes('models-none');
    await window.closeTab();
  }
  await window.open(join(folder, 'fibroblast-fine.tif'), join(folder, 'fibroblast.tif'));
  await window.shown('fibroblast.tif');
  if (ALL) {
    await inThemes('image');
    await window.superResolving.button.click();
    await window.superResolving.explanation.waitFor();
    await overlaidInThemes('first-use');
    await window.press('Escape');
  }
  await window.files.open(() => window.menu('Process', 'Import a model…'), [WEIGHTS]);
  if (ALL) {
    await page.getByRole('dialog', { name: /^New model from / }).waitFor();
    await overlaidInThemes('import');
  }
  await window.superResolving.describeModel({ for: 'BPAE cells, two-photon' });
  await window.notices.getByText('is installed and chosen').waitFor();

  // The pair, with a line across two filaments and a rectangle.
  await window.superResolving.button.click();
  await window.notices.getByText(/^fibroblast\.tif super-resolved in/).waitFor();
  const input = window.paneAt(0);
  await input.zoomTo('200 %');
  await input.drag([0.08, 0.08], [0.3, 0.26]);
  await window.take('Straight line');
  await input.drag([0.4, 0.6], [0.5, 0.7]);
  await window.setSelection({ 'X 1': 222.5, 'Y 1': 142.5, 'X 2': 264.5, 'Y 2': 142.5 });
  await window.bottomPanel.plot.waitFor();
  await window.closeMessages();
  await page.waitForTimeout(500);
  await inThemes('workbench');

  if (ALL) {
    await window.addToComparison('fibroblast-fine.tif');
    await window.setRole('fibroblast-fine.tif', 'Target');
    await window.superResolving.agreement.waitFor();
    await expect.poll(() => window.superResolving.agreement.innerText()).toMatch(/Result/);
    await inThemes('target');
    await window.layOut('Swipe');
    await inThemes('swipe');
    await window.layOut('Difference');
    await inThemes('difference');
    await window.layOut('Side by side');
    await page.keyboard.press('m');
    await window.bottomPanel.measurements.waitFor();
    await inThemes('measurements');
    await window.bottomPanel.show('Log');
    await inThemes('log');
    await window.bottomPanel.show('Line profile');
    await window.menu('Image', 'Lookup tables');
    await overlaidInThemes('menu');
    await window.press('Escape');
    await window.press('Escape');
    await window.menu('Process', 'Super-resolve with options…');
    await overlaidInThemes('options');
    await window.press('Escape');
    await window.menu('Image', 'Information');
    await overlaidInThemes('information');
    await window.press('Escape');
    await window.press('Control+l');
    await page.keyboard.type('contrast');
    await overlaidInThemes('finder');
    await window.press('Escape');
    await window.press('F1');
    await overlaidInThemes('keys');
    await window.press('Escape');
    await window.menu('Analyze', 'Add to comparison…');
    await overlaidInThemes('add-image');
    await window.press('Escape');
    await window.menu('File', 'Close');
    await page.getByRole('alertdialog').waitFor();
    await overlaidInThemes('question');
    await window.press('Escape');
    await window.open(join(folder, 'missing.tif'));
    await window.alerts.waitFor();
    await inThemes('message');
    await window.closeMessages();
    await window.menu('Process', 'Model library');
    await inThemes('models');
    await window.menu('Edit', 'Preferences…');
    await inThemes('preferences');
    await window.menu('Help', 'Welcome');
    await inThemes('welcome-recent');
    await window
      .tab(/^fibroblast,|fibroblast.*result/)
      .first()
      .click();
  }

  await window.menu('File', 'Export figure…');
  await page.getByRole('img', { name: /^Figure,/ }).waitFor();
  await page.waitForTimeout(500);
  await inThemes('figure');

  for (const [theme, title] of Object.entries(THEMES) as [Theme, string][]) {
    if (!isWanted('progress', theme)) continue;
    await window.find(`theme: ${title}`);
    await window.look(join(folder, 'overview.tif'));
    await window.superResolving.button.click();
    await expect
      .poll(() => window.superResolving.card.innerText(), { timeout: 60_000, interval: 20 })
      .toMatch(/tile ([4-9]|1\d) of/);
    await keepPicture(page, 'progress', theme);
    await window.superResolving.card.getByRole('button', { name: 'Cancel' }).click();
    await window.superResolving.card.waitFor({ state: 'hidden' });
  }
});
