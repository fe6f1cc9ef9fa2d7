import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decode, encode } from 'fast-png';
import type { Page } from 'playwright-core';
import type { FinescopeWindow } from '../e2e/pages/finescope-window';

/** A folder for every view in every theme; without one, the README's few are written. */
export const ALL = process.env['FINESCOPE_SCREENSHOT_FOLDER'];
/** The themes, and what they are called in the menu. */
export const THEMES = { dark: 'Dark', light: 'Light', hc: 'High contrast' } as const;
export type Theme = keyof typeof THEMES;

const README = resolve('resources', 'screenshots');

/** What stands in the README. */
const CHOSEN: Record<string, Theme[]> = {
  workbench: ['dark', 'light'],
  progress: ['dark'],
  figure: ['light'],
};

/** Whether a view in a theme is wanted. */
export function isWanted(name: string, theme: Theme): boolean {
  return ALL !== undefined || (CHOSEN[name]?.includes(theme) ?? false);
}

/** Writes a picture of the window as it is, where it is wanted. */
export async function keepPicture(page: Page, name: string, theme: Theme): Promise<void> {
  if (!isWanted(name, theme)) return;
  await page.mouse.move(640, 795); // over nothing that would light up
  await page.waitForTimeout(250);
  const { width, height, channels, data } = decode(await page.screenshot());
  const colours = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) colours[3 * i + c] = data[i * channels + c]!;
  }
  const folder = ALL ?? README;
  mkdirSync(folder, { recursive: true });
  const bytes = encode({ width, height, channels: 3, depth: 8, data: colours }, { zlib: { level: 9 } });
  writeFileSync(join(folder, `${name}-${theme}.png`), bytes);
}

/** Writes a view in each theme that is wanted, chosen as a person does. */
export async function keepInThemes(window: FinescopeWindow, page: Page, name: string): Promise<void> {
  for (const [theme, title] of Object.entries(THEMES) as [Theme, string][]) {
    if (!isWanted(name, theme)) continue;
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await window.find(`theme: ${title}`);
    await keepPicture(page, name, theme);
  }
}
