import { join } from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder';
import { launchDesktop } from './launch';

const boundsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());

describe('the window', () => {
  test('opens with its page, which says no error', async () => {
    const { page, problems } = await launchDesktop();
    await page.getByText('Finescope').first().waitFor();
    expect(await page.title()).toBe('Welcome - Finescope');
    expect(page.url()).toBe('finescope://window/index.html');
    expect(problems).toEqual([]);
  });

  test('is as large as the layout needs, and no smaller', async () => {
    const { app } = await launchDesktop();
    const sizes = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window!.setSize(300, 200);
      return { least: window!.getMinimumSize(), now: window!.getSize() };
    });
    expect(sizes.least).toEqual([1024, 680]);
    expect(sizes.now).toEqual([1024, 680]);
  });

  test('opens where it was closed', async () => {
    const home = temporaryFolder();
    const first = await launchDesktop({ home });
    await first.page.getByText('Finescope').first().waitFor();
    const place = { x: 40, y: 60, width: 1100, height: 720 };
    await first.app.evaluate(
      ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to),
      place,
    );
    await expect.poll(() => boundsOf(first.app)).toEqual(place); // the screen's server moves it in its own time
    await first.app.close(); // as a person does: the place is kept as it closes
    const second = await launchDesktop({ home });
    expect(await boundsOf(second.app)).toEqual(place);
  });

  test('hands the files of a second start to the first', async () => {
    const home = temporaryFolder();
    const { app, page } = await launchDesktop({ home });
    await page.getByText('Finescope').first().waitFor();
    const handed = app.evaluate(
      ({ app: electron }) =>
        new Promise((resolve) =>
          electron.once('second-instance', (_event, _words, _folder, data) => resolve(data)),
        ),
    );
    const file = join(home, 'cells.tif');
    await expect(launchDesktop({ home, files: [file] })).rejects.toThrow();
    expect(await handed).toEqual({ paths: [file] });
  });
});

describe('the page is locked in', () => {
  test('a sandboxed renderer with a world of its own and without Node', async () => {
    const { app, page } = await launchDesktop();
    const preferences = await app.evaluate(({ webContents }) => {
      const [contents] = webContents.getAllWebContents();
      return (
        contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      ).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    const reachable = await page.evaluate(() =>
      ['require', 'process', 'module', 'global', 'Buffer'].filter((name) => name in window),
    );
    expect(reachable).toEqual([]);
  });

  test('knows two functions of the bridge, no more', async () => {
    const { page } = await launchDesktop();
    expect(
      await page.evaluate(() => Object.keys((window as unknown as { finescope: object }).finescope).sort()),
    ).toEqual(['connect', 'pathsOf']);
  });

  test('goes nowhere else and opens no window', async () => {
    const { app, page, problems } = await launchDesktop();
    const opened = await page.evaluate(() => window.open('https://example.org/') !== null);
    await page.evaluate(() => window.location.assign('https://example.org/'));
    await page.evaluate(() => window.location.assign('file:///etc/passwd')).catch(() => undefined);
    await page.waitForTimeout(300);
    expect(opened).toBe(false);
    expect(page.url()).toBe('finescope://window/index.html');
    expect(app.windows()).toHaveLength(1);
    expect(problems.splice(0)).toEqual(['Not allowed to load local resource: file:///etc/passwd']);
  });

  test('reads its own files only', async () => {
    const { page, problems } = await launchDesktop();
    const answers = await page.evaluate(async () => {
      const ask = (address: string) =>
        fetch(address).then(
          ({ status }) => status,
          () => 'refused',
        );
      return {
        own: await ask('index.html'),
        outside: await ask('finescope://window/..%2f..%2fpackage.json'),
        otherHost: await ask('finescope://elsewhere/index.html'),
        disk: await ask('file:///etc/passwd'),
        network: await ask('https://example.org/'),
      };
    });
    expect(answers).toEqual({
      own: 200,
      outside: 404,
      otherHost: 'refused',
      disk: 'refused',
      network: 'refused',
    });
    expect(problems.splice(0)).not.toEqual([]); // the console says what was refused
  });

  test('the main process lets it reach nothing else, whatever its policy says', async () => {
    const { app } = await launchDesktop();
    const outcome = await app.evaluate(async ({ session, BrowserWindow }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { session: session.defaultSession } });
      const reason = await window.loadURL('http://127.0.0.1:9/').then(
        () => 'loaded',
        (error: Error) => error.message,
      );
      window.destroy();
      return reason;
    });
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
  });

  test('is granted no permission but writing to the clipboard', async () => {
    const { page } = await launchDesktop();
    const states = await page.evaluate(async () => {
      const state = (name: string) =>
        navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state);
      return {
        camera: await state('camera'),
        geolocation: await state('geolocation'),
        notifications: await state('notifications'),
        clipboardRead: await state('clipboard-read'),
      };
    });
    expect(states).toEqual({
      camera: 'denied',
      geolocation: 'denied',
      notifications: 'denied',
      clipboardRead: 'denied',
    });
  });
});
