import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeSampleRun } from '../support/sample-run';
import { violations } from './axe';
import { oneWindow } from './story';

describe('runs of earlier days', () => {
  const story = oneWindow('desktop', async ({ runs }) => {
    await writeSampleRun(join(runs, 'one'), { epochs: 41, planned: 200, state: 'interrupted' });
    await writeSampleRun(join(runs, 'two'), {
      name: 'Membranes',
      epochs: 12,
      state: 'failed',
      reason: 'The loss stopped being a number at epoch 13. Try a learning rate of 1e-4.',
    });
    await writeSampleRun(join(runs, 'three'), { name: 'Kidney', epochs: 30 });
  });

  test('the start page offers to resume what was interrupted, and nothing else', async () => {
    const { page } = story();
    const offers = page.getByRole('region', { name: 'Training runs' });
    await offers.getByText('BPAE overnight was interrupted at epoch 41 of 200.').waitFor();
    expect(await offers.getByRole('button', { name: 'Resume' }).count()).toBe(1);
    expect(await offers.innerText()).not.toMatch(/Membranes|Kidney/);
  });

  test('a run that cannot go on says why, and stays as it was', async () => {
    const { window, page } = story();
    const offers = page.getByRole('region', { name: 'Training runs' });
    await offers.getByRole('button', { name: 'Resume' }).click();
    await window.alerts.waitFor({ timeout: 60_000 }); // its data are not there
    expect(await window.alerts.innerText()).toContain('w2s');
    await window.closeMessages();
    await window.training.bar.getByText('Interrupted', { exact: true }).waitFor();
  });

  test('a failed run tells what to change; the verdict and the numbers stand beside what needs no network', async () => {
    const { window } = story();
    const { training } = window;
    await window.press('F9');
    await training.runs.getByText('Membranes').click();
    await training.bar.getByText('Failed', { exact: true }).waitFor();
    expect(await training.curves.innerText()).toContain('Try a learning rate of 1e-4.');
    await window.press('F9');
    await training.runs.getByText('Kidney').click();
    await training.bar.getByText('Finished', { exact: true }).waitFor();
    expect(await training.curves.innerText()).toMatch(
      /Leads, \d\.\d\d dB above the best rescaling of the raw frame/,
    );
    expect(await training.scores.innerText()).toMatch(/Raw frame\s+0\.0866\s+21\.25/);
  });

  test('the slider goes through the epochs of the held-out field', async () => {
    const { window } = story();
    const { heldOut } = window.training;
    await heldOut.getByRole('button', { name: 'Latest' }).click();
    await heldOut.getByRole('img', { name: 'Prediction, epoch 30' }).waitFor();
    await heldOut.getByRole('slider', { name: 'Epoch that is shown' }).fill('0');
    await heldOut.getByRole('img', { name: 'Prediction, epoch 10' }).waitFor();
    await heldOut.getByRole('button', { name: 'Best' }).click();
    await heldOut.getByText('Best epoch').or(heldOut.getByText('nearest to the best')).waitFor();
  });

  test('axe finds nothing on a run and on the page with all settings, in any theme', async () => {
    const { window, page } = story();
    const { training } = window;
    await training.open();
    await training.showAllSettings();
    const found: Record<string, string[]> = {};
    for (const [n, theme] of ['Dark', 'Light', 'High contrast'].entries()) {
      await window.menu('Window', 'Theme', theme);
      for (const tab of ['Train', 'Kidney']) {
        await window.tab(tab).click();
        await page.waitForTimeout(150); // fades are over: axe measures colours
        const wrong = await violations(page, n > 0 ? 'colours' : undefined);
        if (wrong.length > 0) found[`${tab}, ${theme}`] = wrong;
      }
    }
    expect(found).toEqual({});
  });

  test('nothing is cut off at 200 %', async () => {
    const { window, page } = story();
    await page.evaluate(() => (document.documentElement.style.fontSize = '32px'));
    const narrow = await page.evaluate(() =>
      [...document.querySelectorAll('main *:not(.spoken)')]
        .filter((element) => element.scrollWidth > element.clientWidth + 1)
        .filter((element) => getComputedStyle(element).overflowX === 'hidden')
        .filter((element) => getComputedStyle(element).textOverflow !== 'ellipsis')
        .map((element) => `${element.className} ${element.textContent?.slice(0, 40)}`),
    );
    expect(narrow).toEqual([]);
    await expect.poll(() => window.training.plot.isVisible()).toBe(true);
    await page.evaluate(() => (document.documentElement.style.fontSize = '16px'));
  });
});
