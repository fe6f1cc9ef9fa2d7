import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomBundle } from '../support/random-bundle';
import { imageJTiff } from '../support/sample-tiff';
import { violations } from './axe';
import type { FinescopeWindow } from './pages/finescope-window';
import { oneWindow } from './story';

/** The views, and how one gets there from the one before. */
const VIEWS: [name: string, show: (window: FinescopeWindow) => Promise<void>][] = [
  ['welcome', (window) => window.menu('Help', 'Welcome')],
  ['model library', (window) => window.menu('Process', 'Model library')],
  ['preferences', (window) => window.menu('Edit', 'Preferences…')],
  [
    'workbench',
    (window) =>
      window
        .tab(/^cells/)
        .first()
        .click(),
  ],
  ['workbench with measurements', (window) => window.bottomPanel.show('Measurements')],
  [
    'workbench with image quality',
    async (window) => {
      await window.menu('Analyze', 'Image quality');
      await window.bottomPanel.quality(/^Resolution of/);
    },
  ],
  ['workbench with log', (window) => window.bottomPanel.show('Log')],
  ['menu', (window) => window.menu('Image')],
  [
    'options',
    async (window) => {
      await window.press('Escape');
      await window.menu('Process', 'Super-resolve with options…');
    },
  ],
  [
    'facts',
    async (window) => {
      await window.press('Escape');
      await window.menu('Image', 'Information');
    },
  ],
  [
    'simulation',
    async (window) => {
      await window.press('Escape');
      await window.menu('File', 'Simulate a sample…');
      const form = window.dialog('Simulate a sample');
      await form.getByText('All settings').click();
      await form.getByRole('img', { name: 'Truth' }).waitFor();
    },
  ],
  [
    'reconstruction',
    async (window) => {
      await window.press('Escape');
      await window.menu('Process', 'SRRF…');
      await window.reconstructing.pixels('SRRF');
    },
  ],
  [
    'command finder',
    async (window) => {
      await window.press('Escape');
      await window.press('Control+l');
      await window.dialog('Command finder').waitFor();
    },
  ],
  [
    'keys',
    async (window) => {
      await window.press('Escape');
      await window.press('F1');
    },
  ],
  [
    'figure',
    async (window) => {
      await window.press('Escape');
      await window
        .tab(/^Figure/)
        .first()
        .click();
    },
  ],
];

describe('accessibility', () => {
  const story = oneWindow('desktop', async ({ folder, models }) => {
    await randomBundle(join(models, 'quick'));
    const path = join(folder, 'cells.tif');
    writeFileSync(path, imageJTiff({ width: 96, height: 64, frames: 3 }));
    return { files: [path] };
  });

  test('axe finds nothing on any view, in any theme', async () => {
    const { window, page } = story();
    await window.shown('cells.tif');
    await window.superResolving.button.click();
    await window.notices.getByText(/^cells\.tif super-resolved in/).waitFor();
    await window.take('Straight line');
    await window.paneAt(0).drag([0.3, 0.5], [0.7, 0.5]);
    await window.bottomPanel.plot.waitFor();
    await window.paneAt(0).picture.focus();
    await window.press('m');
    await window.bottomPanel.measurements.waitFor();
    await window.menu('File', 'Export figure…');
    await window.tab(/^Figure/).waitFor();
    await window.closeMessages();

    const found: Record<string, string[]> = {};
    for (const [n, theme] of ['Dark', 'Light', 'High contrast'].entries()) {
      await window.menu('Window', 'Theme', theme);
      for (const [name, show] of VIEWS) {
        await show(window);
        await page.waitForTimeout(150); // fades are over: axe measures colours
        const wrong = await violations(page, n > 0 ? 'colours' : undefined);
        if (wrong.length > 0) found[`${name}, ${theme}`] = wrong;
      }
    }
    expect(found).toEqual({});
  });
});
