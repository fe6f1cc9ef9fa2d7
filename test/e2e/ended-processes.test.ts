import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomBundle } from '../support/random-bundle';
import { imageJTiff } from '../support/sample-tiff';
import { processesOf } from './processes-of';
import { oneWindow } from './story';

const PUBLISHED = { blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 };

describe('a process that ends', () => {
  const story = oneWindow('desktop', async ({ folder, models }) => {
    await randomBundle(join(models, 'published'), PUBLISHED);
    const path = join(folder, 'large.tif');
    writeFileSync(path, imageJTiff({ width: 1600, height: 1600, frames: 1 }));
    writeFileSync(join(folder, 'stack.tif'), imageJTiff({ width: 900, height: 900, frames: 8 }));
    return { files: [path] };
  });

  test('compute, killed in mid-image until it is given up: the window lives, says so, and the next click works', async () => {
    const { window, app } = story();
    await window.shown('large.tif');
    await window.superResolving.button.click();
    const { card } = window.superResolving;
    await expect.poll(() => card.innerText(), { timeout: 20_000 }).toMatch(/tile [1-9]/);
    await expect
      .poll(
        async () => {
          for (const pid of await processesOf(app!, 'compute')) {
            try {
              process.kill(pid, 'SIGKILL');
            } catch {
              // it ended meanwhile
            }
          }
          return window.alerts.count();
        },
        { timeout: 30_000, interval: 300 },
      )
      .toBeGreaterThan(0);
    const said = await window.alerts.innerText();
    expect(said).toMatch(/compute process/);
    expect(said).not.toMatch(/Error:|\bat \w+ \(/);
    await expect.poll(() => window.panes.count()).toBe(1); // nothing half made stays
    await window.closeMessages();
    await window.menu('Image', 'Zoom', '100 %'); // it answers
    expect(await window.pane('large.tif').percent()).toBe(100);

    await window.superResolving.button.click();
    await expect.poll(() => window.panes.count(), { timeout: 20_000 }).toBe(2);
    await window.notices.getByText(/^large\.tif super-resolved in/).waitFor({ timeout: 60_000 });
    await window.closeMessages();
    await window.closeTab();
  });

  test('compute, killed once in mid-image: the result is made all the same', async () => {
    const { window, app, folder } = story();
    await window.look(join(folder, 'large.tif'));
    await window.superResolving.button.click();
    await expect
      .poll(() => window.superResolving.card.innerText(), { timeout: 20_000 })
      .toMatch(/tile [1-9]/);
    const [pid] = await processesOf(app!, 'compute');
    process.kill(pid!, 'SIGKILL');
    await window.notices.getByText(/^large\.tif super-resolved in/).waitFor({ timeout: 60_000 });
    await window.closeMessages();
    await window.closeTab();
  });

  test('files, killed while an image is open: it is opened again, and what was not seen yet is shown', async () => {
    const { window, app, folder } = story();
    const pane = await window.look(join(folder, 'stack.tif'));
    const ended = await processesOf(app!, 'files');
    for (const pid of ended) process.kill(pid, 'SIGKILL');
    // Another one may be there already: whatever is drawn anew asks for it.
    await expect
      .poll(async () => (await processesOf(app!, 'files')).filter((pid) => ended.includes(pid)))
      .toEqual([]);
    const before = await pane.shot();
    await window.page.getByRole('slider', { name: 'Time' }).fill('6');
    await expect
      .poll(async () => (await pane.shot()).difference(before), { timeout: 10_000 })
      .toBeGreaterThan(10_000);
    expect(await window.page.getByRole('main').getByRole('button', { name: 'Try again' }).count()).toBe(0);
  });
});
