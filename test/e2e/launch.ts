import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, chromium, type Browser, type ElectronApplication, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';

/** What a launched window is given. */
export interface LaunchOptions {
  /** Files for the command line. */
  files?: string[];
  /** Environment variables beside the usual ones. */
  env?: Record<string, string>;
  /** Where settings and models are kept. @default a fresh folder, removed when the test ends */
  home?: string;
  /** A packaged program instead of the checkout. */
  program?: string;
}

/** The desktop application, running. It is closed when the test ends, and the test fails if its page met an error. */
export interface Desktop {
  app: ElectronApplication;
  page: Page;
  /** Where this launch keeps settings and models. */
  home: string;
  /** What the page said that a person should not have caused: errors, exceptions, refused requests. */
  problems: string[];
  close(): Promise<void>;
}

/** Starts the built application in real Electron. */
export async function launchDesktop({
  files = [],
  env,
  home,
  program,
}: LaunchOptions = {}): Promise<Desktop> {
  const folder = home ?? temporaryHome();
  const settings = { ...userFolders(folder), DISPLAY: inject('display'), ...env };
  const words = [...(program ? [] : ['.']), `--user-data-dir=${join(folder, 'electron')}`, ...files];
  const app = await _electron.launch({
    args: words,
    cwd: resolve('.'),
    env: { ...(process.env as Record<string, string>), ...settings },
    timeout: 60_000,
    ...(program && { executablePath: program }),
  });
  const problems: string[] = [];
  app.on('window', (page) => collectProblems(page, problems));
  let open = true;
  app.on('close', () => (open = false));
  const close = async () => {
    if (open) await app.close();
  };
  onTestFinished(async () => {
    await close();
    expect(problems, 'errors of the page').toEqual([]);
  });
  const page = await app.firstWindow();
  collectProblems(page, problems);
  return { app, page, home: folder, problems, close };
}

/** The browser host, running. */
export interface BrowserHost {
  /** The address it printed, with its token. */
  address: string;
  child: ChildProcess;
}

/** Starts the built browser host with a folder to serve, and files to open; it ends with the test. */
export async function launchBrowserHost(folder: string, files: string[] = []): Promise<BrowserHost> {
  const child = spawn(process.execPath, [resolve('out/main/web.cjs'), folder, ...files], {
    env: { ...process.env, ...userFolders(temporaryHome()) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const match = /http:\/\/\S+/.exec(said);
      if (match) found(match[0]);
    });
    child.once('exit', () => failed(new Error(`The browser host ended. It said: ${said}`)));
  });
  return { address, child };
}

/** A page of the browser host in Chromium. It is closed when the test ends, which fails if the page met an error. */
export async function openInBrowser(address: string): Promise<{ page: Page; problems: string[] }> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const problems: string[] = [];
  collectProblems(page, problems);
  onTestFinished(async () => {
    await browser.close();
    expect(problems, 'errors of the page').toEqual([]);
  });
  await page.goto(address);
  return { page, problems };
}

/** Chromium as the system has it, without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
  });
}

/** Environment that keeps settings and models of a test below `folder`. */
export function userFolders(folder: string): Record<string, string> {
  return {
    FINESCOPE_MODELS: process.env['FINESCOPE_MODELS'] ?? join(folder, 'models'),
    FINESCOPE_SETTINGS: join(folder, 'settings.json'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
  };
}

function temporaryHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'finescope-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const watched = new WeakSet<Page>();

function collectProblems(page: Page, problems: string[]): void {
  if (watched.has(page)) return;
  watched.add(page);
  page.on('pageerror', (error) => problems.push(`${error.message}\n${error.stack ?? ''}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
}
