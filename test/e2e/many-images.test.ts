import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeSparseStack } from '../support/large-images';
import { heldMemory, openFiles, processTree } from '../support/process-tree';
import { imageJTiff } from '../support/sample-tiff';
import { oneWindow } from './story';

const MB = 2 ** 20;
/** An open image has a process at most so many at a time; two more wait for work. */
const MOST_LIVE = 8 + 2;
const COUNT = 50;

describe('many and large images', () => {
  const story = oneWindow('desktop', ({ folder }) => {
    const paths = Array.from({ length: COUNT + 1 }, (_, at) => join(folder, `image-${at}.tif`));
    for (const path of paths) writeFileSync(path, imageJTiff({ width: 64, height: 48, frames: 1 }));
  });
  const root = (): number => story().app!.process().pid!;
  /** Tabs, those too for which the window is too narrow. */
  const tabs = (): Promise<number> => story().page.getByTitle('Close (W)', { exact: true }).count();
  const openHere = (): string[] => openFiles(root()).filter((path) => path.startsWith(story().folder));

  test('of fifty images opened and closed no process, no tab and no open file is left', async () => {
    const { window, folder } = story();
    await window.look(join(folder, 'image-0.tif'));
    await window.closeTab();
    const before = { processes: processTree(root()).length, tabs: await tabs() };

    const paths = Array.from({ length: COUNT }, (_, i) => join(folder, `image-${i + 1}.tif`));
    await window.open(...paths);
    await expect.poll(tabs, { timeout: 30_000 }).toBe(before.tabs + COUNT);
    await window.shown(`image-${COUNT}.tif`);
    await expect.poll(() => processTree(root()).length).toBeLessThanOrEqual(before.processes + MOST_LIVE);
    expect(openHere()).not.toEqual([]);

    for (let left = COUNT; left > 0; left--) {
      await window.press('Control+w');
      await expect.poll(tabs).toBe(before.tabs + left - 1);
    }
    await expect.poll(openHere).toEqual([]);
    await expect
      .poll(() => processTree(root()).length, { timeout: 10_000 })
      .toBeLessThanOrEqual(before.processes + 1);
  });

  test('a stack of 10 GB shows its pixels and is not read into memory', async () => {
    const { window, folder } = story();
    const path = writeSparseStack(join(folder, 'stack.tif'));
    const before = heldMemory(root());
    const pane = await window.look(path);
    expect(await pane.header.innerText()).toMatch(/1\s300 frames/);
    expect(heldMemory(root()) - before).toBeLessThan(400 * MB);
    await window.closeTab();
    await expect.poll(openHere).toEqual([]);
  });
});
