import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesktop, type RunningDesktop } from '../../support/desktop';
import { openDisplay } from '../../support/display';
import { Framebuffer } from '../../support/framebuffer';
import { Sight, type Area } from './screen';

/** Size of the window, in pixels. */
export const WINDOW = { width: 1440, height: 900 };

/** A screen nobody sees, whose pixels this process reads, and the windows that open on it. */
export class Bench {
  readonly #display: Awaited<ReturnType<typeof openDisplay>>;
  readonly #started: RunningDesktop[] = [];
  readonly screen: Framebuffer;

  private constructor(
    readonly folder: string,
    display: Awaited<ReturnType<typeof openDisplay>>,
  ) {
    this.#display = display;
    this.screen = new Framebuffer(folder);
  }

  static async open(): Promise<Bench> {
    const folder = mkdtempSync(join(tmpdir(), 'finescope-bench-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    return new Bench(folder, await openDisplay(WINDOW, folder));
  }

  sight(area: Area): Sight {
    return new Sight(this.screen, area);
  }

  /** Starts the application in a window that fills the screen. */
  async start(): Promise<WindowUnderTest> {
    const home = join(this.folder, 'home');
    mkdirSync(home, { recursive: true });
    const env = { FINESCOPE_MODELS: join(this.folder, 'models') };
    const desktop = await startDesktop({ display: this.#display.name, home, env });
    this.#started.push(desktop);
    await desktop.app.evaluate(({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]!.setBounds({ x: 0, y: 0, ...size });
    }, WINDOW);
    await desktop.page.getByRole('menubar').waitFor();
    return new WindowUnderTest(this, desktop);
  }

  /** Keeps what the window shows: what was waited for is not in it. */
  async keepPicture(path: string): Promise<void> {
    await this.#started
      .at(-1)
      ?.page.screenshot({ path, timeout: 5000 })
      .catch(() => undefined);
  }

  async close(): Promise<void> {
    for (const { close } of this.#started) await close();
    this.screen.close();
    await this.#display.close();
  }
}

/** The application's window, as a person sees and uses it. */
export class WindowUnderTest {
  constructor(
    readonly bench: Bench,
    readonly desktop: RunningDesktop,
  ) {}

  get page(): RunningDesktop['page'] {
    return this.desktop.page;
  }

  /** Chooses files in the open dialog; answers when the key was pressed, in ms of `performance.now`. */
  async open(paths: string[]): Promise<number> {
    await this.desktop.app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    }, paths);
    const at = performance.now();
    await this.page.keyboard.press('Control+O');
    return at;
  }

  /** What of the screen the n-th picture covers, without what lies over its border. */
  async picture(at = 0): Promise<Area> {
    const pane = this.page.getByRole('application', { name: /^Picture of/ }).nth(at);
    await pane.waitFor();
    const { x, y, width, height } = (await pane.boundingBox())!;
    const margin = 4;
    return {
      x: Math.ceil(x) + margin,
      y: Math.ceil(y) + margin,
      width: Math.floor(width) - 2 * margin,
      height: Math.floor(height) - 2 * margin,
    };
  }

  /** Closes the tab in front. */
  async closeTab(): Promise<void> {
    await this.page.keyboard.press('Control+W');
  }

  close(): Promise<void> {
    return this.desktop.close();
  }
}
