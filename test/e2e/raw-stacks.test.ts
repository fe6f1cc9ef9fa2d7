import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { finescope } from '../support/finescope';
import { oneWindow, type Host } from './story';

/** Three small simulated fields that drift. */
async function prepare({ folder }: { folder: string }): Promise<void> {
  const config = join(folder, 'cells.json');
  const simulation = {
    name: 'cells',
    fields: 3,
    frames: 10,
    width: 64,
    height: 64,
    emission: { kind: 'fluctuating', photons: 100 },
    drift: { nmPerFrame: 10 },
  };
  writeFileSync(config, JSON.stringify(simulation));
  const { code, stderr } = await finescope(['simulate', config, '--out', join(folder, 'cells')]);
  if (code !== 0) throw new Error(stderr);
  mkdirSync(join(folder, 'sets'));
}

for (const host of ['desktop', 'browser'] as const satisfies Host[]) {
  describe(`from raw stacks to a run, ${host}`, () => {
    const story = oneWindow(host, prepare);

    test('a data set is built of a folder of stacks, its fields are shown, and it is what is trained on', async () => {
      const { window, page, folder } = story();
      await window.press('F9');
      await page.getByRole('radio', { name: 'Raw stacks' }).click();
      await window.files.open(
        () => page.getByRole('button', { name: 'Choose folder of stacks…' }).click(),
        [join(folder, 'cells')],
      );
      await window.files.open(
        () => page.getByRole('button', { name: 'Build data set into folder…' }).click(),
        [join(folder, 'sets')],
      );
      await page.getByText('3 of 3 fields are in the set').waitFor({ timeout: 60_000 });
      const fields = page.getByRole('list', { name: 'Fields of the data set' });
      expect(await fields.getByRole('listitem').allInnerTexts()).toEqual(
        [1, 2, 3].map((n): unknown => expect.stringMatching(new RegExp(`^FOV_0${n}\\s*RSP 0\\.\\d\\d$`))),
      );
      expect(await fields.getByRole('img').count()).toBe(3);
      expect(existsSync(join(folder, 'sets', 'cells data set', 'target', 'FOV_03.tif'))).toBe(true);
      await window.training.button('Check data').click();
      await expect
        .poll(() => window.training.check.innerText(), { timeout: 30_000 })
        .toContain('2 fields to train on, 20 frames; 1 held out.');
    });

    test('fields that do not fit are left out with the reason', async () => {
      const { window, page, folder } = story();
      await page.getByText('More settings').click();
      await window.training.set('Drift at most, px', 0.1);
      mkdirSync(join(folder, 'others'));
      await window.files.open(
        () => page.getByRole('button', { name: 'Build data set into folder…' }).click(),
        [join(folder, 'others')],
      );
      await page
        .getByRole('alert')
        .getByText('None of the 3 fields can be used.')
        .waitFor({ timeout: 60_000 });
      const fields = page.getByRole('list', { name: 'Fields of the data set' });
      expect(await fields.innerText()).toMatch(/It drifts by 0\.\d pixels, more than 0\.1/);
    });
  });
}
