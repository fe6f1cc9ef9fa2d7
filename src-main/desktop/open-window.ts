import { app, BrowserWindow, screen } from 'electron';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openingPlace, readPlace, SMALLEST } from './window-place';

/** Opens the window where it was last, and remembers where it is when it closes. It shows nothing yet. */
export function openWindow(preload: string): BrowserWindow {
  const store = join(app.getPath('userData'), 'window.json');
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const stored = readPlace(readText(store));
  const { maximized, ...bounds } = openingPlace(
    stored,
    [main, ...others].map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Finescope',
    show: false, // until there is something to see
    backgroundColor: '#1b1b1c',
    // The page draws its title bar, with the menus in it; on macOS beside the system's three buttons.
    ...(process.platform === 'darwin' ? { titleBarStyle: 'hiddenInset' as const } : { frame: false }),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      // What is computed in the background is drawn when the window is seen again.
      backgroundThrottling: true,
    },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const place = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    writeText(store, JSON.stringify(place));
  });
  return window;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the first start
  }
}

function writeText(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch {
    // A full or read-only disk costs the window its place, no more.
  }
}
