import {
  app,
  ipcMain,
  Menu,
  MessageChannelMain,
  session,
  type BrowserWindow,
  type IpcMainEvent,
} from 'electron';
import type { IpcMainInvokeEvent } from 'electron';
import type { Application } from '../application/application-options';
import type { HostFunctions } from '../application/host-functions';
import { appApi } from '../contract/app-api';
import { serve } from '../contract/rpc';
import { CHANNELS } from './channels';
import { filesNamed } from './command-line';
import { desktopHost } from './host';
import { lockDown } from './lockdown';
import { linePort } from './message-port';
import { openWindow } from './open-window';
import { declareScheme, servePage } from './page';
import { isOfPage, PAGE } from './page-address';

/** What the desktop needs to know. */
export interface DesktopOptions {
  /** The preload script. */
  preload: string;
  /** Folder of the page. */
  page: string;
  /** Starts what is behind the window; `notify` hears sentences that concern no single page. */
  start(notify: (sentence: string) => void): Promise<DesktopBackground>;
}

/** What is behind the window. */
export interface DesktopBackground {
  /** Makes the application of a page that was loaded; `paths` are those to open first. */
  makeApplication(host: HostFunctions, paths: string[]): Application;
  /** Runs before the end: processes are stopped, what is temporary goes. */
  end(): Promise<void>;
}

/** Runs Finescope on the desktop: one window in one instance, to which later starts hand their files. */
export function runDesktop(options: DesktopOptions): void {
  const named = filesNamed(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd());
  if (!app.requestSingleInstanceLock({ paths: named })) return app.exit(0);
  declareScheme();
  // Without a graphics card Chromium draws WebGL in software; newer ones want to be told that the page may be trusted.
  app.commandLine.appendSwitch('enable-unsafe-swiftshader');
  const desktop = new Desktop(named);
  app.on('second-instance', (_event, _words, _folder, data) => {
    desktop.openPaths((data as { paths: string[] }).paths);
  });
  // macOS hands over files this way, before the application is ready too.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    desktop.openPaths([path]);
  });
  app.on('window-all-closed', () => app.quit());
  const leave = () => void desktop.end().finally(() => app.exit(0));
  app.on('will-quit', (event) => {
    event.preventDefault();
    leave();
  });
  // Who sends a signal does not answer questions: a window that asks about unsaved results must not hold up the end.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
  void app.whenReady().then(() => desktop.begin(options));
}

/** The window, and the application behind the page that is loaded in it. */
class Desktop {
  /** To be opened by the page that connects next. */
  #waiting: string[];
  #window: BrowserWindow | null = null;
  #application: Application | null = null;
  #background: DesktopBackground | null = null;

  constructor(paths: string[]) {
    this.#waiting = paths;
  }

  async begin({ preload, page, start }: DesktopOptions): Promise<void> {
    Menu.setApplicationMenu(systemMenu());
    lockDown(session.defaultSession);
    servePage(session.defaultSession, page);
    this.#background = await start((sentence) =>
      this.#application?.tell({ kind: 'notice', level: 'warning', sentence }),
    );
    ipcMain.on(CHANNELS.connect, (event) => {
      if (this.#isOurs(event)) this.#connect(event);
    });
    ipcMain.handle(CHANNELS.dropped, (event, paths: unknown) => {
      if (this.#isOurs(event) && isListOfPaths(paths)) this.#application?.grant(paths);
    });
    const window = openWindow(preload);
    this.#window = window;
    const tell = () =>
      this.#application?.tell({
        kind: 'window',
        maximized: window.isMaximized(),
        fullScreen: window.isFullScreen(),
      });
    for (const change of ['maximize', 'unmaximize', 'enter-full-screen', 'leave-full-screen'] as const)
      window.on(change as 'maximize', tell);
    window.on('closed', () => (this.#window = null));
    void window.loadURL(PAGE);
  }

  /** Opens files in the running application, and brings its window to the front. */
  openPaths(paths: string[]): void {
    if (this.#application) this.#application.openPaths(paths);
    else this.#waiting.push(...paths);
    if (this.#window?.isMinimized()) this.#window.restore();
    this.#window?.focus();
  }

  async end(): Promise<void> {
    await this.#application?.close();
    await this.#background?.end();
  }

  /** A page that was loaded asks for its line: it gets an application of its own, and an earlier one ends. */
  #connect(event: IpcMainEvent): void {
    const [window, background] = [this.#window, this.#background];
    if (!window || !background) return;
    void this.#application?.close();
    const application = background.makeApplication(desktopHost(window), this.#waiting.splice(0));
    this.#application = application;
    const { port1, port2 } = new MessageChannelMain();
    const cancelCalls = serve(linePort(port1), appApi, application.api);
    port1.on('close', () => {
      cancelCalls();
      if (this.#application === application) this.#application = null;
      void application.close();
    });
    event.sender.postMessage(CHANNELS.port, null, [port2]);
  }

  /** Whether a message comes from our page in our window, not from a frame within it or anything loaded elsewhere. */
  #isOurs({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
    return (
      sender === this.#window?.webContents && senderFrame === sender.mainFrame && isOfPage(senderFrame.url)
    );
  }
}

function isListOfPaths(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((path) => typeof path === 'string' && path !== '');
}

/** The page draws the menus. macOS keeps those that belong to the system: without them not even copying works. */
function systemMenu(): Menu | null {
  if (process.platform !== 'darwin') return null;
  return Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]);
}
