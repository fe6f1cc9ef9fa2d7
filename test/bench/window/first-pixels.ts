import { clickMenus } from './menu-clicks';
import type { Area } from './screen';
import type { WindowUnderTest } from './window-under-test';

/** What opening an image took, in ms. */
export interface Opening {
  /** From Ctrl+O, which a stand-in for the dialog answers at once, until the image's stripes were on the screen. */
  first: number;
  /** Of menus that were opened from Ctrl+O on, until the picture stood still. */
  menus: number[];
}

/** Opens an image of dark and bright stripes, and closes it when its picture stands still. */
export async function openStripes(
  window: WindowUnderTest,
  path: string,
  area: Area,
  { withMenus }: { withMenus: boolean },
): Promise<Opening> {
  const half = Math.floor(area.width / 2);
  const sight = window.bench.sight({ ...area, x: area.x + half, width: area.width - half }); // no menu lies there
  const at = await window.open([path]);
  const seen = sight.until(hasStripes, 'the stripes of an image that was opened');
  const stands = seen.then(() => sight.still(500));
  const menus = withMenus ? await clickMenus(window, stands) : [];
  const first = (await seen) - at;
  await stands;
  await window.closeTab();
  await window.page.getByRole('application').waitFor({ state: 'detached' });
  return { first, menus };
}

const SHARE = 0.03;

/** Whether some part of the pixels is nearly black, and some part nearly white: no page of the window is so. */
function hasStripes(pixels: Buffer): boolean {
  let [dark, bright] = [0, 0];
  for (let at = 1; at < pixels.length; at += 4) {
    if (pixels[at]! < 40) dark++;
    else if (pixels[at]! > 215) bright++;
  }
  return Math.min(dark, bright) > (SHARE * pixels.length) / 4;
}
