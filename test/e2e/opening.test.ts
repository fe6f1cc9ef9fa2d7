import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageJTiff } from '../support/sample-tiff';
import { dropFiles } from './drop';
import { oneWindow, type Host } from './story';

const SMALL = { width: 64, height: 48, frames: 1 };

/** Writes images of these names, each of another size, and answers their paths. */
function images(folder: string, ...names: string[]): string[] {
  return names.map((name, at) => {
    const path = join(folder, name);
    writeFileSync(path, imageJTiff({ ...SMALL, width: SMALL.width + at }));
    return path;
  });
}

for (const host of ['desktop', 'browser'] as const satisfies Host[]) {
  describe(`opening, ${host}`, () => {
    const story = oneWindow(host, ({ folder }) => ({ files: images(folder, 'named.tif') }));

    test('a file named on the command line is open with the window', async () => {
      const { window } = story();
      const pane = await window.shown('named.tif');
      expect(await pane.header.innerText()).toContain('64 × 48, 16-bit, 0.1 µm/px');
      expect(await window.page.title()).toBe('named.tif - Finescope');
    });

    test('several files of a dialog each get a tab', async () => {
      const { window, folder } = story();
      await window.open(...images(folder, 'first.tif', 'second.tif'));
      await window.shown('second.tif');
      await window.tab('first.tif').click();
      expect(await (await window.shown('first.tif')).header.innerText()).toContain('64 × 48');
    });

    test('a folder of planes opens as one stack, in the order of their names', async () => {
      const { window, folder } = story();
      const planes = join(folder, 'planes');
      mkdirSync(planes);
      for (const name of ['p10.tif', 'p2.tif', 'p1.tif']) {
        writeFileSync(join(planes, name), imageJTiff(SMALL));
      }
      await window.openFolder(planes);
      const pane = await window.shown('planes');
      expect(await pane.header.innerText()).toContain('64 × 48, 3 ');
    });

    test('a bad file says what is wrong with it, and the next one opens', async () => {
      const { window, folder } = story();
      const whole = imageJTiff({ width: 200, height: 100, frames: 3 });
      const bad = {
        'cut.tif': whole.subarray(0, 400),
        'notes.tif': Buffer.from('These are notes and no image.\n'.repeat(40)),
        'empty.tif': Buffer.alloc(0),
      };
      const paths = Object.entries(bad).map(([name, bytes]) => {
        writeFileSync(join(folder, name), bytes);
        return join(folder, name);
      });
      for (const path of paths) {
        const tabs = await window.tab(/./).count();
        await window.open(path);
        const alert = window.alerts.last();
        await alert.waitFor();
        const sentence = await alert.innerText();
        expect(sentence).toContain(path.split(/[/\\]/).pop());
        expect(sentence).not.toMatch(/Error:|\bat \w+ \(|undefined|ENOENT/);
        expect(await window.tab(/./).count()).toBe(tabs);
        await window.closeMessages();
      }
      await window.look(images(folder, 'after.tif')[0]!);
    });

    test('a file that ends early is open as far as it goes, and says so', async () => {
      const { window, folder } = story();
      const path = join(folder, 'early.tif');
      const whole = imageJTiff({ width: 200, height: 100, frames: 3 });
      writeFileSync(path, whole.subarray(0, whole.length - 30_000));
      await window.open(path);
      await window.alerts.getByText('early.tif').first().waitFor();
      expect(await window.alerts.innerText()).toMatch(/end|hold|complete|short/i);
      await window.closeMessages();
    });

    test('recent files are listed and open again', async () => {
      const { window, folder } = story();
      const [path] = images(folder, 'lately.tif');
      await window.look(path!);
      await window.closeTab();
      await window.menu('File', 'Open recent', 'lately.tif');
      await window.shown('lately.tif');
    });
  });
}

describe('opening by dropping', () => {
  const story = oneWindow('desktop');

  test('files and a folder dropped on the window open', async () => {
    const { window, folder, page } = story();
    const planes = join(folder, 'dropped-planes');
    mkdirSync(planes);
    for (const name of ['a1.tif', 'a2.tif']) writeFileSync(join(planes, name), imageJTiff(SMALL));
    await dropFiles(page, [...images(folder, 'dropped.tif'), planes]);
    expect(await (await window.shown('dropped-planes')).header.innerText()).toContain('2 ');
    await window.tab('dropped.tif').click();
    await window.shown('dropped.tif');
  });
});
