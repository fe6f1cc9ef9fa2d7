import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readyElectron } from '../../build/setup/electron.mjs';
import { build } from '../../build/tasks/package.mjs';
import { randomBundle } from '../support/random-bundle';
import { readPixels } from '../support/read-image';
import { imageJTiff } from '../support/sample-tiff';
import { sharedFolder } from '../support/temporary-folder';
import { oneWindow } from './story';

const dist = sharedFolder();

describe('the packaged folder', () => {
  const story = oneWindow('desktop', async ({ folder, models }) => {
    await build(readyElectron({ forTests: true })!, ['dir'], dist);
    await randomBundle(join(models, 'quick'));
    const path = join(folder, 'cells.tif');
    writeFileSync(path, imageJTiff({ width: 96, height: 64, frames: 2 }));
    return {
      files: [path],
      program: join(dist, 'linux-unpacked', 'finescope'),
      // Without Node, Python, a home or the checkout's TensorFlow.
      env: { PATH: '', HOME: '/nonexistent', FINESCOPE_TENSORFLOW: '' },
    };
  });

  test('starts, and computes with the TensorFlow that it carries', async () => {
    const { window, app } = story();
    expect(await app!.evaluate(({ app: electron }) => electron.isPackaged)).toBe(true);
    await window.shown('cells.tif');
    await expect.poll(() => window.status.innerText()).toContain('TensorFlow');
  });

  test('super-resolves and saves as the checkout does', async () => {
    const { window, folder } = story();
    const path = join(folder, 'fine.tif');
    await window.superResolving.button.click();
    await window.notices.getByText(/^cells\.tif super-resolved in/).waitFor();
    await window.paneAt(1).picture.click();
    await window.saveAs(path);
    await window.notices.getByText('fine.tif saved.').waitFor();
    expect(await readPixels(path)).toHaveLength(2);
    await window.open(path);
    await window.shown('fine.tif');
  });
});
