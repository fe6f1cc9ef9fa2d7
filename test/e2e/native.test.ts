import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder';
import { launchDesktop } from './launch';
import { openLine } from './line';

/** A picture of one pixel. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

describe('what the system does for the window', () => {
  test('a picture is put on the clipboard', async () => {
    const { app, page } = await launchDesktop();
    const call = await openLine(page);
    await app.evaluate(({ clipboard }) => clipboard.clear());
    expect(await call('copyPicture', { png: Uint8Array.from(Buffer.from(PNG, 'base64')) })).toMatchObject({
      value: undefined,
    });
    const size = await app.evaluate(({ clipboard }) =>
      (clipboard as unknown as { readImage(): Electron.NativeImage }).readImage().getSize(),
    );
    expect(size).toEqual({ width: 1, height: 1 });
  });

  test('only files that a person dropped give their paths away, not what a page says is one', async () => {
    const { page } = await launchDesktop();
    const call = await openLine(page);
    const paths = await page.evaluate(() => {
      const named = Object.assign(new File(['x'], 'cells.tif'), {});
      Object.defineProperty(named, 'path', { value: '/etc/passwd' });
      const { finescope } = window as unknown as {
        finescope: { pathsOf(files: unknown[]): Promise<string[]> };
      };
      const refused = (): string[] => []; // some Electrons throw, some answer nothing
      return Promise.all(
        [{ path: '/etc/passwd' }, named].map((file) => finescope.pathsOf([file]).catch(refused)),
      );
    });
    expect(paths).toEqual([[], []]);
    const answer = await call('openImages', { paths: ['/etc/passwd'] });
    expect(answer).toMatchObject({ value: { images: [], problems: [{ path: '/etc/passwd' }] } });
    expect(JSON.stringify(answer)).toContain('was not chosen in a dialog');
  });

  test('what is no picture is not copied', async () => {
    const { page } = await launchDesktop();
    const call = await openLine(page);
    expect(await call('copyPicture', { png: new Uint8Array(12) })).toMatchObject({
      error: { message: 'The picture could not be copied: it is no PNG.' },
    });
  });

  test('a name without an ending gets the first, and a file that has it is asked about', async () => {
    const folder = temporaryFolder();
    const { app, page } = await launchDesktop();
    const call = await openLine(page);
    const saveAs = (path: string, answer: number) =>
      app.evaluate(
        ({ dialog }, [filePath, response]) => {
          dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
          dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false });
        },
        [path, answer] as const,
      );
    const ask = (what: string) => call('chooseSavePath', { suggestion: 'result', what });

    await saveAs(join(folder, 'figure'), 1);
    expect(await ask('svg')).toEqual({ value: join(folder, 'figure.svg') });
    await saveAs(join(folder, 'stack.ome.tif'), 1);
    expect(await ask('image')).toEqual({ value: join(folder, 'stack.ome.tif') });

    writeFileSync(join(folder, 'result.tif'), '');
    await saveAs(join(folder, 'result'), 1);
    expect(await ask('image')).toEqual({ value: null });
    await saveAs(join(folder, 'result'), 0);
    expect(await ask('image')).toEqual({ value: join(folder, 'result.tif') });
  });

  test('the window closes by its own button, and takes the scratch folder with it', async () => {
    const scratch = temporaryFolder();
    const { app, page } = await launchDesktop({ env: { TMPDIR: scratch } });
    const call = await openLine(page);
    const pid = app.process().pid!;
    const ours = () => readdirSync(scratch).filter((name) => name.startsWith(`finescope-${pid}-`));
    expect(ours()).toHaveLength(1);
    const closed = app.waitForEvent('close');
    void call('controlWindow', { action: 'close' }).catch(() => undefined); // the page is gone before the answer
    await closed;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(ours()).toEqual([]);
  });
});
