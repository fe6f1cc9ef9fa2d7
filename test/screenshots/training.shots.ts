import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { oneWindow } from '../e2e/story';
import { imageInfo } from '../support/memory-source';
import { writeSampleRun } from '../support/sample-run';
import { writeImage } from '../support/write-image';
import { ALL, isWanted, keepInThemes, keepPicture, THEMES, type Theme } from './keep-picture';
import { makeSample } from './sample';

const SIDE = 384;
const FIELDS = 8;

/** Pairs of a made-up sample to train on, and runs of earlier days in every state. */
const story = oneWindow('desktop', async ({ folder, runs }) => {
  const info = imageInfo({ axes: 'YX', shape: [SIDE, SIDE], pixelType: 'uint16' });
  for (const part of ['input', 'target']) mkdirSync(join(folder, 'fibroblasts', part), { recursive: true });
  for (let field = 1; field <= FIELDS; field++) {
    const sample = makeSample(SIDE, 100 + field);
    for (const part of ['input', 'target'] as const)
      await writeImage(join(folder, 'fibroblasts', part, `field-0${field}.tif`), info, sample[part]);
  }
  if (!ALL) return;
  await writeSampleRun(join(runs, 'interrupted'), {
    name: 'Kidney, 8 fields',
    epochs: 41,
    planned: 200,
    state: 'interrupted',
  });
  await writeSampleRun(join(runs, 'failed'), {
    name: 'Membranes',
    epochs: 12,
    planned: 100,
    state: 'failed',
    reason: 'The loss stopped being a number at epoch 13. Epoch 12 is kept. Try a learning rate of 1e-4.',
  });
  await writeSampleRun(join(runs, 'finished'), { name: 'ER, U2OS', epochs: 160 });
});

test('pictures of training', async () => {
  const { window, page, app, folder } = story();
  const { training } = window;
  page.setDefaultTimeout(60_000);
  const resize = (width: number, height: number) =>
    app!.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height),
      { width, height },
    );
  await resize(...((ALL ? [1440, 900] : [1280, 800]) as [number, number]));
  const inThemes = (name: string): Promise<void> => keepInThemes(window, page, name);

  if (ALL) {
    await page.getByText('was interrupted at epoch 41 of 200').waitFor();
    await inThemes('welcome-runs');
    await window.press('F9');
    await training.button('Start training').waitFor();
    await inThemes('train-empty');
    for (const [name, title] of [
      ['failed', 'Membranes'],
      ['interrupted', 'Kidney, 8 fields'],
      ['finished', 'ER, U2OS'],
    ] as const) {
      await window.press('F9');
      await training.runs.getByText(title).click();
      await page.getByRole('region', { name: `Curves of ${title}` }).waitFor();
      await page.waitForTimeout(500);
      await inThemes(`run-${name}`);
    }
    await page.getByRole('radio', { name: 'PSNR' }).click();
    await inThemes('run-psnr');
    await resize(1024, 700);
    await page.waitForTimeout(300);
    await inThemes('run-small');
    await resize(1440, 900);
  }

  await window.press('F9');
  await window.files.open(() => training.button('Choose folder…').click(), [join(folder, 'fibroblasts')]);
  await training.showAllSettings();
  await training.set('Blocks', '2, 2, 2');
  await training.set('Growth rate', 8);
  await training.set('First features', 16);
  await training.set('Epochs', 200);
  await training.set('Side of a patch', 96);
  await training.set('Learning rate', '1e-3');
  await training.button('Check data').click();
  await expect.poll(() => training.check.innerText(), { timeout: 90_000 }).toMatch(/Per step/);
  if (ALL) {
    await inThemes('train-settings');
    await training.showAllSettings();
    await page.getByRole('heading', { name: 'Train on your sample' }).scrollIntoViewIfNeeded();
  }
  await inThemes('train');
  await training.button('Start training').click();
  await expect.poll(() => training.bar.innerText(), { timeout: 240_000 }).toMatch(/Epoch (2[4-9]|[3-9]\d)/);
  await inThemes('run');
  if (ALL) {
    await training.button('Pause').click();
    await training.bar.getByText('Paused', { exact: true }).waitFor();
    await inThemes('run-paused');
    await training.button('Stop and keep best').click();
    await page.getByRole('alertdialog').waitFor();
    for (const theme of Object.keys(THEMES) as Theme[]) {
      if (isWanted('run-question', theme)) await keepPicture(page, 'run-question', theme);
    }
    await training.answer('Stop and keep best');
  } else {
    await training.button('Stop and keep best').click();
    await training.answer('Stop and keep best');
  }
  await training.bar.getByText('Stopped', { exact: true }).waitFor();
});
