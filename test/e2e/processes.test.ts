import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageJTiff } from '../support/sample-tiff';
import { temporaryFolder } from '../support/temporary-folder';
import { launchDesktop } from './launch';
import { openLine } from './line';
import { processesOf } from './processes-of';

describe('processes under Electron', () => {
  test('compute answers, and another answers after it was killed', async () => {
    const { app, page } = await launchDesktop();
    const call = await openLine(page);
    expect(await call('device')).toMatchObject({ value: { kind: expect.any(String) } });
    const [pid] = await processesOf(app, 'compute');
    process.kill(pid!, 'SIGKILL');
    await expect.poll(() => processesOf(app, 'compute')).toEqual([]);
    expect(await call('device')).toMatchObject({ value: { kind: expect.any(String) } });
    expect(await processesOf(app, 'compute')).not.toEqual([pid]);
  });

  test('a call that compute dies under says so', async () => {
    const { app, page } = await launchDesktop();
    const call = await openLine(page);
    await call('device');
    const [pid] = await processesOf(app, 'compute');
    process.kill(pid!, 'SIGSTOP'); // so that it cannot have answered
    const answer = call('device');
    await page.waitForTimeout(100);
    process.kill(pid!, 'SIGKILL');
    expect(await answer).toMatchObject({
      error: { message: expect.stringContaining('The compute process ended unexpectedly') },
    });
  });

  test('a file that a second start hands over may be opened, another may not', async () => {
    const home = temporaryFolder();
    const named = join(home, 'named.tif');
    const other = join(home, 'other.tif');
    for (const path of [named, other]) writeFileSync(path, imageJTiff({ width: 19, height: 37, frames: 1 }));
    const { page } = await launchDesktop({ home });
    const call = await openLine(page);
    await expect(launchDesktop({ home, files: [named] })).rejects.toThrow(); // it ends, having handed it over
    const opened = await call('openImages', { paths: [named, other] });
    expect(opened).toMatchObject({
      value: {
        images: [{ name: 'named.tif', info: { shape: [37, 19] } }],
        problems: [{ path: other, reason: expect.stringContaining('was not chosen in a dialog') }],
      },
    });
  });

  test('a native dialog grants what was chosen in it', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'chosen.tif');
    writeFileSync(path, imageJTiff({ width: 8, height: 8, frames: 1 }));
    const { app, page } = await launchDesktop();
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
    const call = await openLine(page);
    expect(await call('choosePaths', { what: 'images' })).toEqual({ value: [path] });
    expect(await call('openImages', { paths: [path] })).toMatchObject({ value: { problems: [] } });
  });

  test('what is dropped on the window may be opened', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'dropped.tif');
    writeFileSync(path, imageJTiff({ width: 8, height: 8, frames: 1 }));
    const { page } = await launchDesktop();
    const call = await openLine(page);
    await page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'stand-in' });
      document.body.append(input);
    });
    await page.locator('#stand-in').setInputFiles(path);
    const paths = await page.evaluate(() => {
      const { finescope } = window as unknown as { finescope: { pathsOf(files: File[]): Promise<string[]> } };
      const input = document.querySelector<HTMLInputElement>('#stand-in')!;
      return finescope.pathsOf([input.files![0]!, new File(['x'], 'made-up.tif')]);
    });
    expect(paths).toEqual([path]);
    expect(await call('openImages', { paths })).toMatchObject({ value: { problems: [] } });
  });

  test('nothing is left running when the window closes', async () => {
    const { app, page, close } = await launchDesktop();
    const call = await openLine(page);
    await call('device');
    const [pid] = await processesOf(app, 'compute');
    await close();
    expect(isRunning(pid!)).toBe(false);
  });

  test('nothing is left running when the application is killed, and its scratch folder goes with the next start', async () => {
    const scratch = temporaryFolder();
    const ours = (pid: number) => readdirSync(scratch).filter((name) => name.startsWith(`finescope-${pid}-`));
    const { app, page } = await launchDesktop({ env: { TMPDIR: scratch } });
    const call = await openLine(page);
    await call('device');
    const [compute] = await processesOf(app, 'compute');
    const main = app.process().pid!;
    const closed = app.waitForEvent('close');
    process.kill(main, 'SIGKILL');
    await closed;
    // Whoever inherits it may take a moment to notice its end.
    await expect.poll(() => isRunning(compute!), { timeout: 20_000 }).toBe(false);
    expect(ours(main)).toHaveLength(1);
    const next = await launchDesktop({ env: { TMPDIR: scratch } });
    await openLine(next.page);
    expect(ours(main)).toEqual([]);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`${signal} ends it as the person's own closing does`, async () => {
      const scratch = temporaryFolder();
      const { app, page } = await launchDesktop({ env: { TMPDIR: scratch } });
      const call = await openLine(page);
      await call('device');
      const [compute] = await processesOf(app, 'compute');
      const closed = app.waitForEvent('close');
      process.kill(app.process().pid!, signal);
      await closed;
      expect(isRunning(compute!)).toBe(false);
      expect(readdirSync(scratch).filter((name) => name.startsWith('finescope-'))).toEqual([]);
    });
  }
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
