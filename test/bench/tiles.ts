import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fromFile } from 'geotiff';
import { DISPLAY_TILE, levelCount, levelSize } from '../../src-main/contract/display';
import { filesApi, type FilesApi } from '../../src-main/contract/files-api';
import { launchNodeProcess } from '../../src-main/supervisor/node-process';
import { residentMemory } from '../../src-main/supervisor/process-memory';
import { FILES_LIMITS } from '../../src-main/supervisor/session';
import { SupervisedProcess } from '../../src-main/supervisor/supervised-process';
import { median } from '../support/contestant';
import { writeRawTiff } from '../support/raw-tiff';

/**
 * `npm run bench tiles`: display tiles through a real `files` process, transfer included, beside geotiff reading the same
 * windows in its own process without any transfer, in turn in one run. Every round opens the file afresh; the disk's cache
 * is warm after the first.
 */
const ROUNDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'finescope-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const script = resolve('out/main/files.cjs');

/** Runs with a fresh process that has the file open; answers what `work` does and the process's memory at the end. */
async function withFile<Result>(
  path: string,
  work: (files: FilesApi, handle: number) => Promise<Result>,
): Promise<{ result: Result; megabytes: number }> {
  const files = new SupervisedProcess({
    name: 'files',
    table: filesApi,
    launch: () => launchNodeProcess({ script, heapMb: 512 }),
    limits: FILES_LIMITS,
    restarts: false,
  });
  try {
    await files.api.listModels({ folder }); // starting is measured elsewhere
    const { handle } = await files.api.openImage({ path });
    const result = await work(files.api, handle);
    return { result, megabytes: (residentMemory(files.pid!) ?? 0) / 2 ** 20 };
  } finally {
    await files.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const rows: string[] = [];
function report(what: string, own: number[], peer: number[] | null, megabytes: number): void {
  const ratio = peer
    ? `${median(peer).toFixed(0).padStart(8)} ms  ${(median(peer) / median(own)).toFixed(2)}x`
    : '';
  rows.push(
    `  ${what.padEnd(58)}${median(own).toFixed(0).padStart(7)} ms ${megabytes.toFixed(0).padStart(6)} MB ${ratio}`,
  );
}

interface FirstTile {
  plane?: number;
  level?: number;
  draft?: boolean;
  beside?: boolean;
}

/** Opening and the first tile, `beside` geotiff on the same window. */
async function firstTile(
  what: string,
  path: string,
  { plane = 0, level = 0, draft = false, beside = true }: FirstTile = {},
): Promise<void> {
  const own: number[] = [];
  const peer: number[] = [];
  let memory = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { result, megabytes } = await withFile(path, async (files, first) => {
      await files.closeImage({ handle: first });
      return timed(async () => {
        const { handle } = await files.openImage({ path });
        await files.readTile({ handle, series: 0, tile: { plane, level, column: 0, row: 0, draft } });
      });
    });
    own.push(result);
    memory = Math.max(memory, megabytes);
    if (!beside) continue;
    peer.push(
      await timed(async () => {
        const tiff = await fromFile(path);
        const image = await tiff.getImage(0);
        await image.readRasters({ window: [0, 0, DISPLAY_TILE, DISPLAY_TILE] });
        tiff.close();
      }),
    );
  }
  report(what, own, beside ? peer : null, memory);
}

/** All tiles of some levels, asked for in rows as a window does. */
async function manyTiles(
  what: string,
  path: string,
  side: number,
  levels: number[],
  withPeer: boolean,
): Promise<void> {
  const own: number[] = [];
  const peer: number[] = [];
  let memory = 0;
  const places = levels.flatMap((level) => {
    const tiles = Math.ceil(levelSize({ width: side, height: side }, level).width / DISPLAY_TILE);
    return Array.from({ length: tiles * tiles }, (_, i) => ({
      ...{ level, column: i % tiles, row: Math.floor(i / tiles) },
    }));
  });
  for (let round = 0; round < ROUNDS; round++) {
    const { result, megabytes } = await withFile(path, (files, handle) =>
      timed(() =>
        Promise.all(
          places.map((place) => files.readTile({ handle, series: 0, tile: { plane: 0, ...place } })),
        ),
      ),
    );
    own.push(result);
    memory = Math.max(memory, megabytes);
    if (!withPeer) continue;
    peer.push(
      await timed(async () => {
        const tiff = await fromFile(path);
        const image = await tiff.getImage(0);
        for (const { column, row } of places) {
          const [x, y] = [column * DISPLAY_TILE, row * DISPLAY_TILE];
          const window = [x, y, Math.min(side, x + DISPLAY_TILE), Math.min(side, y + DISPLAY_TILE)];
          await image.readRasters({ window });
        }
        tiff.close();
      }),
    );
  }
  report(what, own, withPeer ? peer : null, memory);
}

/** A profile from corner to corner, five pixels wide. */
async function profile(what: string, path: string, side: number): Promise<void> {
  const own: number[] = [];
  let memory = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const line = { x1: 0, y1: 0, x2: side, y2: side };
    const { result, megabytes } = await withFile(path, (files, handle) =>
      timed(() => files.profile({ handle, series: 0, plane: 0, line, width: 5 })),
    );
    own.push(result);
    memory = Math.max(memory, megabytes);
  }
  report(what, own, null, memory);
}

/** A 16-bit plane in strips of 64 rows: neither one strip, the worst for geotiff, nor tiles, the best. */
function writeSquare(path: string, side: number): void {
  const pixels = new Uint16Array(side);
  writeRawTiff(path, {
    width: side,
    height: side,
    rowsPerStrip: 64,
    row(_, y) {
      for (let x = 0; x < side; x++) pixels[x] = 20_000 + ((x * 7 + y * 13) % 977);
      return pixels;
    },
  });
}

const stack = join(folder, 'stack.tif');
writeRawTiff(stack, { width: 2048, height: 2048, planes: 1250, row: () => null });
await firstTile('10 GB stack: open, first tile of plane 1', stack);
// geotiff does not see planes that have no directory of their own.
await firstTile('10 GB stack: open, overview of plane 1250', stack, { plane: 1249, level: 2, beside: false });
rmSync(stack);

const middle = join(folder, '4096.tif');
writeSquare(middle, 4096);
await manyTiles('4096 squared: all 64 tiles of level 0', middle, 4096, [0], true);
await manyTiles('4096 squared: all tiles of all levels', middle, 4096, [0, 1, 2, 3], false);

const side = 20_000;
const large = join(folder, 'large.tif');
writeSquare(large, side);
const top = levelCount({ width: side, height: side }) - 1;
await firstTile('20,000 squared: open, first tile', large);
await firstTile('20,000 squared: open, draft of the overview', large, {
  level: top,
  draft: true,
  beside: false,
});
await manyTiles('20,000 squared: overview, one pass over the plane', large, side, [top], false);
await manyTiles('20,000 squared: all tiles of levels 3 to 6', large, side, [6, 5, 4, 3], false);
await profile('20,000 squared: profile along the diagonal', large, side);

console.log(
  'Display tiles of 512 squared: median of rounds, memory of the process, geotiff 3.0.5 and its time over ours',
);
for (const row of rows) console.log(row);
