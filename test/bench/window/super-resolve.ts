import { clickMenus } from './menu-clicks';
import type { WindowUnderTest } from './window-under-test';

/** What one click took, in ms: until the first tile of the result was on the screen, and until the result was complete. */
export interface Click {
  first: number;
  all: number;
  /** Of menus that were opened meanwhile. */
  menus: number[];
}

/** Opens an image, clicks on Super-resolve, watches the result come, and closes all of it. */
export async function clickSuperResolve(
  window: WindowUnderTest,
  path: string,
  { withMenus }: { withMenus: boolean },
): Promise<Click> {
  const { page } = window;
  await window.open([path]);
  const area = await window.picture();
  await window.bench.sight(area).still();
  const button = page.getByRole('button', { name: 'Super-resolve', exact: true });
  const { x, y, width, height } = (await button.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  // The result opens on the right, in a colour of its own; where it is not computed yet, the grey input is seen.
  const half = Math.floor(area.width / 2);
  const right = window.bench.sight({ ...area, x: area.x + half + 20, width: area.width - half - 20 });
  const at = performance.now();
  await page.mouse.down();
  await page.mouse.up();
  const seen = right.until(hasOrange, 'the first tile of a result');
  const complete = seen
    .then(() =>
      page.getByRole('button', { name: 'Super-resolving', exact: true }).waitFor({ state: 'detached' }),
    )
    .then(() => performance.now());
  const menus = withMenus ? await clickMenus(window, complete) : [];
  const click = { first: (await seen) - at, all: (await complete) - at, menus };
  await window.closeTab();
  await page.getByRole('button', { name: 'Close without saving' }).click();
  await page.getByRole('application').waitFor({ state: 'detached' });
  return click;
}

const ENOUGH = 40;

/** Whether some pixels are orange: far more red than blue, and more than green. */
function hasOrange(pixels: Buffer): boolean {
  let count = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    if (pixels[at + 2]! > pixels[at]! + 60 && pixels[at + 2]! > pixels[at + 1]! + 20) count++;
  }
  return count > ENOUGH;
}
