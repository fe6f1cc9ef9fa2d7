import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { superResolve } from '../../src-main/jobs/super-resolve';
import { superResolveImage } from '../../src-main/jobs/super-resolve-image';
import type { SupervisedSession } from '../../src-main/supervisor/session';
import { median } from '../support/contestant';
import { imageInfo } from '../support/memory-source';
import { randomBundle } from '../support/random-bundle';
import { imageJTiff } from '../support/sample-tiff';
import { startTestSession } from '../support/test-session';

/**
 * `npm run bench first-tile`: what a person waits for after a click, over the real processes, with DenseED (3,6,3) and
 * 16-bit squares: until the first tile is in the result, and until all are. "Cold" is the first click after the start,
 * when no process runs yet; "warm" is the click after it. Beside it, in turn, the command line's way with its larger
 * tiles, and the longest time that the application process, which is the window's main process too, heard nothing.
 * PyTorch has no window; its peer is `npm run bench command`.
 */
const ROUNDS = 7;

const folder = mkdtempSync(join(tmpdir(), 'finescope-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
await randomBundle(join(folder, 'models', 'denseed'), {
  blocks: [3, 6, 3],
  growthRate: 16,
  firstFeatures: 48,
});

/** What one click took, in ms, and how many tiles came. */
interface Click {
  first: number;
  all: number;
  tiles: number;
}

async function click(session: SupervisedSession, side: number): Promise<Click> {
  const startedAt = performance.now();
  const took: Click = { first: 0, all: 0, tiles: 0 };
  const tileDone = () => {
    took.all = performance.now() - startedAt;
    took.first ||= took.all;
    took.tiles++;
  };
  const info = imageInfo({ axes: 'YX', shape: [side, side], pixelType: 'uint16' });
  const image = { path: squareOf(side), series: 0, name: 'square.tif', info };
  await superResolveImage(
    session,
    { ...image, models: ['denseed'], range: 'as-is', lookAt: { plane: 0, x: side / 2, y: side / 2 } },
    { begun: () => ({ tileDone }), notice: () => undefined },
    {},
  );
  return took;
}

/** The command line's way, in ms. */
async function commandLine(session: SupervisedSession, side: number): Promise<number> {
  const startedAt = performance.now();
  const out = join(folder, 'out.tif');
  await superResolve(
    session,
    { input: [squareOf(side)], model: 'denseed', out, series: 1, range: 'as-is' },
    {},
  );
  return performance.now() - startedAt;
}

const squares = new Map<number, string>();

function squareOf(side: number): string {
  const path = squares.get(side) ?? join(folder, `${side}.tif`);
  if (!squares.has(side)) writeFileSync(path, imageJTiff({ width: side, height: side, frames: 1 }));
  squares.set(side, path);
  return path;
}

const say = (times: number[]) =>
  `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`;

squareOf(512);
const [cold, warm]: [Click[], Click[]] = [[], []];
for (let round = 0; round < ROUNDS; round++) {
  const session = startTestSession(folder);
  cold.push(await click(session, 512));
  warm.push(await click(session, 512));
  await session.stop();
}
console.log('512 squared, ms from the click: median (smallest to largest)');
for (const [name, clicks] of [
  ['cold', cold],
  ['warm', warm],
] as const) {
  const [first, all] = [clicks.map((one) => one.first), clicks.map((one) => one.all)];
  console.log(`  ${name}: first tile ${say(first)}, all ${clicks[0]!.tiles} ${say(all)}`);
}

const session = startTestSession(folder);
for (const side of [1024, 2048]) {
  const clicks: Click[] = [];
  const whole: number[] = [];
  const heldUp: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    await click(session, side); // from then on the network is compiled for both ways' tiles
    delay.enable();
    const took = await click(session, side);
    delay.disable();
    heldUp.push(delay.max / 1e6);
    clicks.push(took);
    await commandLine(session, side);
    whole.push(await commandLine(session, side));
  }
  const all = clicks.map((one) => one.all);
  console.log(
    `${side} squared, warm: first tile ${say(clicks.map((one) => one.first))}, all ${clicks[0]!.tiles} ${say(all)}; ` +
      `the command line's way ${say(whole)}, ratio ${(median(all) / median(whole)).toFixed(2)}; ` +
      `application process held up for at most ${say(heldUp)}`,
  );
}
await session.stop();
