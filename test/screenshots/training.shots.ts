import { join } from 'node:path';
import { test } from 'vitest';
import { oneWindow } from '../e2e/story';
import { writeSampleRun } from '../support/sample-run';
import { ALL, keepInThemes } from './keep-picture';
import { makeSample } from './sample';

const SIDE = 384;

const story = oneWindow('desktop', async ({ folder, runs }) => {
  if (!ALL) return;
  const { input, target } = makeSample(SIDE);
  const plane = (pixels: Uint16Array) => ({
    width: SIDE,
    height: SIDE,
    values: Float32Array.from(pixels, (value) => value / 65_535),
  });
  const planes = { input: plane(input), target: plane(target) };
  await writeSampleRun(join(runs, 'running'), { epochs: 164, planned: 200, state: 'running', planes });
  await writeSampleRun(join(runs, 'interrupted'), {
    name: 'Kidney, 8 fields',
    epochs: 41,
    planned: 200,
    state: 'interrupted',
    planes,
  });
  await writeSampleRun(join(runs, 'failed'), {
    name: 'Membranes',
    epochs: 12,
    planned: 100,
    state: 'failed',
    reason: 'The loss stopped being a number at epoch 13. Epoch 12 is kept. Try a learning rate of 1e-4.',
    planes,
  });
  await writeSampleRun(join(runs, 'finished'), { name: 'ER, U2OS', epochs: 60, planes });
  void folder;
});

test('pictures of training', async () => {
  if (!ALL) return;
  const { window, page, app } = story();
  page.setDefaultTimeout(30_000);
  const resize = (width: number, height: number) =>
    app!.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height),
      { width, height },
    );
  await resize(1440, 900);
  const inThemes = (name: string): Promise<void> => keepInThemes(window, page, name);
  await page.getByText('was interrupted at epoch 41 of 200').waitFor();
  await inThemes('welcome-runs');
  await page.keyboard.press('F9');
  await page.getByRole('heading', { name: 'Train on your sample' }).waitFor();
  await inThemes('train');
  await page.getByText('All settings').click();
  await inThemes('train-all');
  await page.getByRole('table', { name: 'Training runs' }).getByText('BPAE overnight').click();
  await page.getByRole('region', { name: 'Curves of BPAE overnight' }).waitFor();
  await page.waitForTimeout(1000);
  await inThemes('run');
  await page.getByRole('radio', { name: 'PSNR' }).click();
  await inThemes('run-psnr');
  await resize(1024, 700);
  await page.waitForTimeout(300);
  await inThemes('run-small');
  await resize(1440, 900);
  await window.find('welcome');
  for (const name of ['Kidney, 8 fields', 'Membranes', 'ER, U2OS']) {
    await page.keyboard.press('F9');
    await page.getByRole('table', { name: 'Training runs' }).getByText(name).click();
    await page.getByRole('region', { name: `Curves of ${name}` }).waitFor();
    await page.waitForTimeout(500);
    await inThemes(`run-${name.slice(0, 6).toLowerCase()}`);
  }
});
