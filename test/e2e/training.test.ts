import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomBundle } from '../support/random-bundle';
import { writeTrainingPairs } from '../support/training-pairs';
import { temporaryFolder } from '../support/temporary-folder';
import { launchDesktop } from './launch';
import { nativeDialogs } from './pages/file-dialogs';
import { FinescopeWindow } from './pages/finescope-window';
import { processesOf } from './processes-of';
import { oneWindow, type Host, type Story } from './story';

const SMALL = { fields: 4, side: 64 };

/** A folder of small pairs, and a model that was not trained here. */
async function prepare({ folder, models }: { folder: string; models: string }): Promise<void> {
  await randomBundle(join(models, 'another'), { blocks: [1, 1, 1], growthRate: 4, firstFeatures: 8 });
  mkdirSync(join(folder, 'beads'));
  await writeTrainingPairs(join(folder, 'beads'), SMALL.fields, SMALL.side);
}

/** Chooses the pairs and a network so small that an epoch takes a moment. */
async function chooseTinyTraining(
  { window, folder, page }: Pick<Story, 'window' | 'folder' | 'page'>,
  epochs: number,
): Promise<void> {
  const { training } = window;
  await window.press('F9');
  await window.files.open(
    () => page.getByRole('button', { name: /^Choose (folder|another)/ }).click(),
    [join(folder, 'beads')],
  );
  await page.getByText(join(folder, 'beads')).waitFor();
  await training.showAllSettings();
  await training.set('Blocks', '1, 1, 1');
  await training.set('Growth rate', 4);
  await training.set('First features', 8);
  await training.set('Side of a patch', 32);
  await training.set('Patches a step', 4);
  await training.set('Epochs', epochs);
}

for (const host of ['desktop', 'browser'] as const satisfies Host[]) {
  describe(`training, ${host}`, () => {
    const story = oneWindow(host, prepare);

    test('data are chosen and checked: findings, the part each field has, and how long it will take', async () => {
      const { window } = story();
      await chooseTinyTraining(story(), 400);
      const { training } = window;
      await training.button('Check data').click();
      await training.findings.waitFor();
      expect(await training.check.innerText()).toContain('3 fields to train on, 3 frames; 1 held out.');
      const parts = await training.fields.getByRole('row').allInnerTexts();
      expect(parts.filter((text) => text.includes('held out'))).toHaveLength(1);
      expect(parts.filter((text) => text.includes('training'))).toHaveLength(3);
      await expect
        .poll(() => training.check.innerText(), { timeout: 30_000 })
        .toMatch(/Time\s+about \d+ (s|min)/);
    });

    test('a run opens in a tab of its own: curves, baselines, scores and the held-out field come with its epochs', async () => {
      const { window, page } = story();
      const { training } = window;
      await training.button('Start training').click();
      await training.bar.getByText('Running', { exact: true }).waitFor({ timeout: 60_000 });
      await expect
        .poll(() => training.plot.getAttribute('aria-label'), { timeout: 30_000 })
        .toMatch(/RMSE over \d+ epochs?: 0\.\d{4} now/);
      expect(await training.plot.getAttribute('aria-label')).toMatch(/raw frame 0\.\d{4}/i);
      expect(await training.scores.innerText()).toMatch(/DenseED \(1,1,1\), epoch \d+/);
      await training.heldOut.getByRole('img', { name: /^Prediction, epoch \d+/ }).waitFor();
      await page.getByRole('radio', { name: 'PSNR' }).click();
      await expect.poll(() => training.plot.getAttribute('aria-label')).toMatch(/^PSNR over/);
      expect(await window.tab(/beads/).innerText()).toMatch(/\d+ %/);
    });

    test('it waits when it is paused, and goes on', async () => {
      const { window } = story();
      const { training } = window;
      await training.button('Pause').click();
      await training.bar.getByText('Paused', { exact: true }).waitFor();
      const before = await training.facts.innerText();
      await window.page.waitForTimeout(700);
      expect(await training.facts.innerText()).toBe(before);
      await training.button('Continue').click();
      await training.bar.getByText('Running', { exact: true }).waitFor();
      await expect.poll(() => training.facts.innerText()).not.toBe(before);
    });

    test('its tab may be closed: it goes on, and the list of runs opens it again', async () => {
      const { window, page } = story();
      const { training } = window;
      await window.menu('File', 'Close');
      await expect.poll(() => window.tab(/beads/).count()).toBe(0);
      await expect.poll(() => window.status.innerText()).toMatch(/Training beads, \d+ %/);
      await window.press('F9');
      await training.runs.getByText('beads').click();
      await training.bar.getByText('Running', { exact: true }).waitFor();
      await page.getByRole('region', { name: 'Curves of beads' }).waitFor();
    });

    test('stopped, it keeps the best epoch as a model that is first in the picker and in use', async () => {
      const { window, page, folder } = story();
      const { training } = window;
      await training.button('Stop and keep best').click();
      const question = page.getByRole('alertdialog', { name: 'Stop training beads?' });
      expect(await question.innerText()).toMatch(/Epoch \d+ is the best so far and is kept/);
      await training.answer('Stop and keep best');
      await training.bar.getByText('Stopped', { exact: true }).waitFor({ timeout: 30_000 });
      await window.notices.getByText('beads is trained').waitFor({ timeout: 30_000 });
      await window.open(join(folder, 'beads', 'input', 'field-01.tif'));
      await window.shown('field-01.tif');
      expect(await window.superResolving.picker.innerText()).toContain('beads');
      await window.superResolving.picker.click();
      const models = page.getByRole('listbox', { name: 'Model' }).getByRole('option');
      await expect.poll(() => models.allInnerTexts()).toHaveLength(2);
      expect((await models.allInnerTexts())[0]).toMatch(/^beads\s+DenseED \(1,1,1\), newest$/);
      await window.press('Escape');
      await window.superResolving.button.click();
      await window.notices.getByText(/^field-01\.tif super-resolved in/).waitFor({ timeout: 30_000 });
    });
  });
}

describe('an application that ends while it trains', () => {
  test('killed, it offers to resume at its next start, and the run goes on where it was', async () => {
    const home = temporaryFolder();
    const folder = temporaryFolder();
    await writeTrainingPairs(join(folder, 'beads'), SMALL.fields, SMALL.side);
    const first = await launchDesktop({ home });
    const before = new FinescopeWindow(first.page, nativeDialogs(first.app));
    await before.ready();
    await chooseTinyTraining({ window: before, page: first.page, folder }, 3000);
    await before.training.button('Start training').click();
    await expect.poll(() => before.training.bar.innerText(), { timeout: 60_000 }).toMatch(/Epoch [1-9]/);
    const closed = first.app.waitForEvent('close');
    process.kill(first.app.process().pid!, 'SIGKILL');
    await closed;

    const second = await launchDesktop({ home });
    const after = new FinescopeWindow(second.page, nativeDialogs(second.app));
    await after.ready();
    const offers = second.page.getByRole('region', { name: 'Training runs' });
    await offers.getByText(/beads was interrupted at epoch [1-9]\d* of 3000\./).waitFor({ timeout: 20_000 });
    await offers.getByRole('button', { name: 'Resume' }).click();
    await after.training.bar.getByText('Running', { exact: true }).waitFor({ timeout: 60_000 });
    const told = (await after.training.bar.innerText()).replace(/\s+/g, ' ');
    expect(told).toMatch(/Epoch [1-9][\d\u2009]* of/);
  });
});

describe('training and the rest of the window', () => {
  const story = oneWindow('desktop', prepare);

  test('images are super-resolved while it trains, and the computer stays awake', async () => {
    const { window, folder, app } = story();
    const { training } = window;
    await chooseTinyTraining(story(), 5000);
    await training.button('Start training').click();
    await training.bar.getByText('Running', { exact: true }).waitFor({ timeout: 60_000 });
    expect(await app!.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0))).toBe(true);
    await window.look(join(folder, 'beads', 'input', 'field-02.tif'));
    await window.superResolving.button.click();
    await window.notices.getByText(/^field-02\.tif super-resolved in/).waitFor({ timeout: 30_000 });
    expect(await window.status.innerText()).toMatch(/Training beads, \d+ %/);
  });

  test('the process that trains is killed: the run says so, and resumes where it was', async () => {
    const { window, app } = story();
    const { training } = window;
    await window.tab(/beads/).click();
    await expect.poll(() => training.bar.innerText(), { timeout: 30_000 }).toMatch(/Epoch [1-9]/);
    for (const pid of await processesOf(app!, 'training')) process.kill(pid, 'SIGKILL');
    await training.bar.getByText('Interrupted', { exact: true }).waitFor();
    await window.alerts.getByText(/ended unexpectedly/).waitFor();
    await window.closeMessages();
    expect(await app!.evaluate(({ powerSaveBlocker }) => powerSaveBlocker.isStarted(0))).toBe(false);
    await training.bar.getByRole('button', { name: 'Resume' }).click();
    await training.bar.getByText('Running', { exact: true }).waitFor({ timeout: 60_000 });
    await expect.poll(() => training.bar.innerText(), { timeout: 30_000 }).toMatch(/Epoch [1-9]/);
  });

  test('leaving asks, and names the epoch it can be resumed from', async () => {
    const { window, page } = story();
    await window.menu('File', 'Quit');
    const question = page.getByRole('alertdialog', { name: 'Close Finescope?' }); // a result is unsaved
    await expect.poll(() => question.innerText()).toMatch(/beads can be resumed from epoch \d+/);
    await question.getByRole('button', { name: 'Keep open' }).click();
    await window.training.bar.getByText('Running', { exact: true }).waitFor();
  });
});
