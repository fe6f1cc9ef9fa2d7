import { setTimeout as wait } from 'node:timers/promises';
import type { WindowUnderTest } from './window-under-test';

const EVERY_MS = 100;
/** Where in an open menu one looks, from the middle of its title. */
const BELOW = { x: 10, y: 30, width: 80, height: 60 };

/**
 * Presses on a menu's title about every 100 ms until `done` is settled, at least once; answers how long each press took
 * until the menu stood on the screen, in ms.
 */
export async function clickMenus(window: WindowUnderTest, done: Promise<unknown>): Promise<number[]> {
  const { page } = window;
  const title = (await page.getByRole('menuitem', { name: 'Image', exact: true }).boundingBox())!;
  const middle = { x: Math.round(title.x + title.width / 2), y: Math.round(title.y + title.height / 2) };
  const menu = window.bench.sight({ ...BELOW, x: middle.x + BELOW.x, y: middle.y + BELOW.y });
  let isDone = false;
  const end = done.catch(() => undefined).then(() => (isDone = true));
  const delays: number[] = [];
  await page.mouse.move(middle.x, middle.y);
  do {
    const closed = Buffer.from(menu.look());
    const at = performance.now();
    const pressed = page.mouse.down();
    delays.push((await menu.untilOther(closed, 'the menu after a press on its title')) - at);
    await pressed;
    await page.mouse.up();
    await page.mouse.down(); // closes it
    await page.mouse.up();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await menu.still(60); // the title's tint fades
    await Promise.race([wait(Math.max(0, EVERY_MS - (performance.now() - at))), end]);
  } while (!isDone);
  return delays;
}
