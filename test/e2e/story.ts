import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { startDesktop } from '../support/desktop';
import { startBrowserHost, startPage } from './launch';
import { browserDialogs, nativeDialogs } from './pages/file-dialogs';
import { FinescopeWindow } from './pages/finescope-window';

/** Where the window runs. */
export type Host = 'desktop' | 'browser';

/** What a story happens in: one window, shared by the tests of a `describe` because a start takes seconds. */
export interface Story {
  window: FinescopeWindow;
  page: Page;
  /** Electron's main process; null in a browser. */
  app: ElectronApplication | null;
  /** A folder for files; the one that the browser host serves. */
  folder: string;
}

/** What there is before the window opens. */
export interface Prepared {
  /** Files for the command line. */
  files?: string[];
  /** A packaged program instead of the checkout. */
  program?: string;
  env?: Record<string, string>;
}

/**
 * Opens one window for the tests of this `describe` (or file), and closes it after the last. Each test fails if the page
 * met an error in it. `prepare` writes files and models first.
 * @returns what to call in a test for the story
 */
export function oneWindow(
  host: Host,
  prepare: (places: {
    folder: string;
    models: string;
    /** Where training runs are kept. */
    runs: string;
  }) => Promise<Prepared | void> | Prepared | void = () => {},
): () => Story {
  let story: Story | null = null;
  let problems: string[] = [];
  let closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const home = mkdtempSync(join(tmpdir(), 'finescope-test-'));
    const folder = mkdtempSync(join(tmpdir(), 'finescope-test-'));
    closing = [async () => [home, folder].forEach((path) => rmSync(path, { recursive: true, force: true }))];
    const prepared =
      (await prepare({ folder, models: join(home, 'models'), runs: join(home, 'runs') })) ?? {};
    if (host === 'desktop') {
      const desktop = await startDesktop({ home, display: inject('display'), ...prepared });
      closing.unshift(desktop.close);
      ({ problems } = desktop);
      const { app, page } = desktop;
      story = { window: new FinescopeWindow(page, nativeDialogs(app)), page, app, folder };
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 900));
    } else {
      const served = await startBrowserHost(folder, prepared.files ?? [], home);
      closing.unshift(served.close);
      const opened = await startPage(served.address);
      closing.unshift(opened.close);
      ({ problems } = opened);
      const { page } = opened;
      story = { window: new FinescopeWindow(page, browserDialogs(page, folder)), page, app: null, folder };
    }
    story.page.setDefaultTimeout(15_000);
    await story.window.ready();
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPicture(story, task.name);
    expect(problems.splice(0), 'errors of the page').toEqual([]);
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });
  return () => {
    if (!story) throw new Error('The window did not open.');
    return story;
  };
}

/** Keeps what the screen showed when a test failed, in out/e2e/. */
async function keepPicture(story: Story | null, test: string): Promise<void> {
  const path = join('out', 'e2e', `${test.replace(/[^\w]+/g, '-').slice(0, 80)}.png`);
  await story?.page.screenshot({ path, timeout: 5000 }).catch(() => undefined); // the page may be gone
}
