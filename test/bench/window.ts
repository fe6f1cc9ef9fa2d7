import { loadavg } from 'node:os';
import { join } from 'node:path';
import { writeHugePlane, writeSparseStack, writeWaves } from '../support/large-images';
import { randomBundle } from '../support/random-bundle';
import { openBareQuad } from './window/bare-quad';
import { openStripes, type Opening } from './window/first-pixels';
import { changingContrast, panning, watchFrames, zooming } from './window/frames';
import { held, openAndClose } from './window/memory';
import { megabytes, say, sayRange } from './window/say';
import { clickSuperResolve, type Click } from './window/super-resolve';
import { Bench, WINDOW } from './window/window-under-test';

/**
 * `npm run bench window [-- PART ...]`: what a person waits for, in real Electron on a screen of Xvfb, with nothing in
 * the product that knows of it: keys and the pointer go in as a person's do, and the times are when the pixels stood on
 * the screen. Parts: click, frames, open, memory. On a machine without a graphics card SwiftShader draws; what it needs
 * by itself for a picture of that size is measured beside.
 */
const PARTS = { click, frames, open, memory };
const ROUNDS = 5;

const asked = process.argv.slice(2).filter((word): word is keyof typeof PARTS => word in PARTS);
const bench = await Bench.open();
try {
  for (const part of asked.length > 0 ? asked : (Object.keys(PARTS) as (keyof typeof PARTS)[])) {
    console.log(`\nLoad of the machine before: ${loadavg()[0]!.toFixed(1)}`);
    await PARTS[part]();
  }
} catch (error) {
  await bench.keepPicture(join('out', 'bench', 'failure.png'));
  throw error;
} finally {
  await bench.close();
}

/** From a click on Super-resolve to the first tile on the screen, and menus meanwhile. */
async function click(): Promise<void> {
  const size = { blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 };
  await randomBundle(join(bench.folder, 'models', 'denseed'), size);
  const [small, large] = [512, 2048].map((side) => writeWaves(join(bench.folder, `${side}.tif`), side));
  const clicks: Record<'cold' | 'warm', Click[]> = { cold: [], warm: [] };
  const menus: number[] = [];
  const largeClicks: Click[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const window = await bench.start();
    clicks.cold.push(await clickSuperResolve(window, small!, { withMenus: false }));
    clicks.warm.push(await clickSuperResolve(window, small!, { withMenus: false }));
    menus.push(...(await clickSuperResolve(window, small!, { withMenus: true })).menus);
    if (round < 2) largeClicks.push(await clickSuperResolve(window, large!, { withMenus: true }));
    await window.close();
  }
  console.log(
    'Click on Super-resolve, 512 squared, 16-bit, DenseED (3,6,3), ms: median (smallest to largest)',
  );
  for (const [name, all] of Object.entries(clicks)) {
    const [first, whole] = [all.map((one) => one.first), all.map((one) => one.all)];
    console.log(`  ${name}: first tile ${sayRange(first)}, complete ${sayRange(whole)}`);
  }
  console.log(`  menus meanwhile, ms until one stands: ${say(menus)}`);
  console.log(
    `2048 squared: first tile ${sayRange(largeClicks.map(({ first }) => first))}, complete ${sayRange(largeClicks.map(({ all }) => all))}`,
  );
  console.log(`  menus meanwhile: ${say(largeClicks.flatMap((one) => one.menus))}`);
}

/** How the picture follows pan, zoom and contrast. */
async function frames(): Promise<void> {
  const window = await bench.start();
  const { page } = window;
  await window.open([writeWaves(join(bench.folder, '4096.tif'), 4096)]);
  const area = await window.picture();
  const sight = bench.sight(area);
  await sight.still(1000);
  const centre = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  console.log(
    `4096 squared, 16-bit, window of ${WINDOW.width} x ${WINDOW.height}, picture of ${area.width} x ${area.height}, ms:`,
  );
  const watch = async (name: string, movement: Parameters<typeof watchFrames>[1]): Promise<void> => {
    const { intervals, delays } = await watchFrames(sight, movement);
    console.log(`  ${name}: between pictures ${say(intervals)}; from input to picture ${say(delays)}`);
  };
  await watch('pan, whole image', panning(page, centre));
  await watch('zoom', zooming(page, centre));
  await watch('contrast, whole image', changingContrast(page));
  await page.keyboard.press('5');
  await sight.still(1000);
  await watch('pan, 100 %', panning(page, centre));
  await watch('contrast, 100 %', changingContrast(page));
  await watch('peer, one bare textured rectangle', panning(await openBareQuad(window, area), centre));
  await window.close();
}

/** First pixels of large files, and menus while one is opened. */
async function open(): Promise<void> {
  const files = {
    'stack of 10 GB': writeSparseStack(join(bench.folder, 'stack.tif')),
    '20,000 squared': writeHugePlane(join(bench.folder, 'huge.tif')),
  };
  const window = await bench.start();
  await window.open([writeWaves(join(bench.folder, 'one.tif'), 512)]);
  const area = await window.picture();
  await window.closeTab();
  console.log('First pixels from Ctrl+O, ms: median (smallest to largest)');
  for (const [name, path] of Object.entries(files)) {
    const openings: Opening[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      openings.push(await openStripes(window, path, area, { withMenus: false }));
    }
    const { menus } = await openStripes(window, path, area, { withMenus: true });
    console.log(`  ${name}: ${sayRange(openings.map(({ first }) => first))}; menus meanwhile ${say(menus)}`);
  }
  await window.close();
}

/** What all processes hold before and after many images. */
async function memory(): Promise<void> {
  const count = 50;
  const paths = Array.from({ length: count }, (_, i) =>
    writeWaves(join(bench.folder, `many-${i}.tif`), 2048),
  );
  const window = await bench.start();
  await openAndClose(window, paths.slice(0, 2)); // what is loaded once is loaded
  console.log(`Memory of all processes, ${count} images of 2048 squared opened and closed`);
  const tell = (when: string, { processes, bytes, graphicsBytes }: Awaited<ReturnType<typeof held>>): void =>
    console.log(
      `  ${when}: ${megabytes(bytes)}, of it drawing ${megabytes(graphicsBytes)}; ${processes} processes`,
    );
  tell('before', await held(window));
  for (const when of ['first', 'second', 'third']) {
    tell(`${count} open`, await openAndClose(window, paths));
    tell(`closed, the ${when} time`, await held(window));
  }
  await window.close();
}
