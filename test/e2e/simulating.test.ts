import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { oneWindow } from './story';

describe('simulating a sample', () => {
  const story = oneWindow('desktop', async () => undefined);

  test('is chosen in a form with a preview, made as a job, and opened with its truth', async () => {
    const { window, page, folder } = story();
    await window.menu('File', 'Simulate a sample…');
    const dialog = page.getByRole('dialog', { name: 'Simulate a sample' });
    await dialog.getByRole('img', { name: 'First frame' }).waitFor({ timeout: 30_000 });
    await dialog.getByRole('img', { name: 'Truth' }).waitFor();
    const fill = async (label: string, value: string) => {
      const field = dialog.getByLabel(label, { exact: true });
      await field.fill(value);
      await field.press('Enter');
    };
    await fill('Name', 'cells');
    await fill('Fields of view', '2');
    await fill('Frames', '6');
    await fill('Width, px', '96');
    await fill('Height, px', '80');
    await dialog.getByText('2 fields of 96 × 80 pixels, 6 frames each').waitFor();
    await dialog.getByText('All settings').click();
    await dialog.getByLabel('Aperture (NA)', { exact: true }).waitFor();
    await window.files.open(
      () => dialog.getByRole('button', { name: 'Simulate into folder…' }).click(),
      [folder],
    );
    await page.getByText(/2 fields were simulated into/).waitFor({ timeout: 60_000 });
    await window.tab(/cells_FOV_01_frames/).waitFor();
    expect(existsSync(join(folder, 'cells', 'cells_FOV_02_frames.tif'))).toBe(true);
    expect(existsSync(join(folder, 'cells', 'truth', 'cells_FOV_02_truth.tif'))).toBe(true);
    expect(await dialog.count()).toBe(0);
  });
});
