import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

/** What the desktop application is started with. */
export interface DesktopStart {
  /** The screen it opens on: a value of $DISPLAY. */
  display: string;
  /** Where settings, models and Electron's own files are kept. */
  home: string;
  /** Files for the command line. */
  files?: string[];
  /** Environment variables beside the usual ones. */
  env?: Record<string, string>;
  /** A packaged program instead of the checkout. */
  program?: string;
}

/** The desktop application, running. */
export interface RunningDesktop {
  app: ElectronApplication;
  page: Page;
  /** What the page said that a person should not have caused: errors, exceptions, refused requests. */
  problems: string[];
  /** Closes it; nothing where it has ended already. */
  close(): Promise<void>;
}

/** Starts the built application in real Electron; the caller closes it. */
export async function startDesktop({
  display,
  home,
  files = [],
  env,
  program,
}: DesktopStart): Promise<RunningDesktop> {
  const words = [...(program ? [] : ['.']), `--user-data-dir=${join(home, 'electron')}`, ...files];
  const app = await _electron.launch({
    args: words,
    cwd: resolve('.'),
    env: { ...(process.env as Record<string, string>), ...userFolders(home), DISPLAY: display, ...env },
    timeout: 60_000,
    ...(program && { executablePath: program }),
  });
  const problems: string[] = [];
  app.on('window', (page) => collectProblems(page, problems));
  let open = true;
  app.on('close', () => (open = false));
  const close = async () => {
    if (!open) return;
    const closed = app.waitForEvent('close');
    // Not as a person does, who is asked about results that were not saved.
    const destroyed = app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().forEach((window) => window.destroy()),
    );
    await Promise.all([closed, destroyed.catch(() => undefined)]);
  };
  const page = await app.firstWindow().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  collectProblems(page, problems);
  return { app, page, problems, close };
}

/** Environment that keeps settings, models and runs below `folder`. */
export function userFolders(folder: string): Record<string, string> {
  return {
    FINESCOPE_MODELS: process.env['FINESCOPE_MODELS'] ?? join(folder, 'models'),
    FINESCOPE_RUNS: join(folder, 'runs'),
    FINESCOPE_SETTINGS: join(folder, 'settings.json'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
  };
}

const watched = new WeakSet<Page>();

/** Puts errors, warnings and exceptions of a page into `problems` as they come. */
export function collectProblems(page: Page, problems: string[]): void {
  if (watched.has(page)) return;
  watched.add(page);
  page.on('pageerror', (error) => problems.push(`${error.message}\n${error.stack ?? ''}`));
  page.on('console', (message) => {
    const isSlowness = message.text().includes('GL Driver Message (OpenGL, Performance'); // without a graphics card
    if (['error', 'warning'].includes(message.type()) && !isSlowness) problems.push(message.text());
  });
}
