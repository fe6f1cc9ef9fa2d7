import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { collectProblems, startDesktop, userFolders, type RunningDesktop } from '../support/desktop';

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
export interface Desktop extends RunningDesktop {
  /** Where this launch keeps settings and models. */
  home: string;
}

/** Starts the built application in real Electron, for one test: it is closed when the test ends. */
export async function launchDesktop(options: LaunchOptions = {}): Promise<Desktop> {
  const home = options.home ?? temporaryHome();
  const desktop = await startDesktop({ ...options, home, display: inject('display') });
  onTestFinished(async () => {
    await desktop.close();
    expect(desktop.problems, 'errors of the page').toEqual([]);
  });
  return { ...desktop, home };
}

/** The browser host, running. */
export interface BrowserHost {
  /** The address it printed, with its token. */
  address: string;
  child: ChildProcess;
  close(): Promise<void>;
}

/** Starts the built browser host with a folder to serve, and files to open; it ends with the test. */
export async function launchBrowserHost(folder: string, files: string[] = []): Promise<BrowserHost> {
  const host = await startBrowserHost(folder, files, temporaryHome());
  onTestFinished(host.close);
  return host;
}

/** Starts the built browser host. Whoever starts it closes it. */
export async function startBrowserHost(folder: string, files: string[], home: string): Promise<BrowserHost> {
  const child = spawn(process.execPath, [resolve('out/main/web.cjs'), folder, ...files], {
    env: { ...process.env, ...userFolders(home) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const address = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const match = /http:\/\/\S+/.exec(said);
      if (match) found(match[0]);
    });
    child.once('exit', () => failed(new Error(`The browser host ended. It said: ${said}`)));
  });
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { address, child, close };
}

/** A page of the browser host. */
export interface HostedPage {
  page: Page;
  problems: string[];
  close(): Promise<void>;
}

/** A page of the browser host in Chromium. It is closed when the test ends, which fails if the page met an error. */
export async function openInBrowser(address: string): Promise<HostedPage> {
  const opened = await startPage(address);
  onTestFinished(async () => {
    await opened.close();
    expect(opened.problems, 'errors of the page').toEqual([]);
  });
  return opened;
}

/** Opens an address in Chromium. Whoever opens it closes it. */
export async function startPage(address: string): Promise<HostedPage> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const problems: string[] = [];
  collectProblems(page, problems);
  await page.goto(address);
  return { page, problems, close: () => browser.close() };
}

/** Chromium as the system has it, without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
  });
}

function temporaryHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'finescope-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
