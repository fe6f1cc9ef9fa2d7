import { readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toWire } from '../../src-main/contract/errors';
import type { ImageSink } from '../../src-main/contract/image';
import { createImage } from '../../src-main/io/create-image';
import { imageInfo } from './memory-source';

// A process of its own for tests that kill the writer or fill its disk: `forever FILE` or `full FOLDER`.

const SIDE = 256;
const PLANES = 8;
const info = imageInfo({ axes: 'TYX', shape: [PLANES, SIDE, SIDE], pixelType: 'uint16' });

async function writePlane(sink: ImageSink, plane: number, value: number): Promise<void> {
  const data = new Uint16Array(SIDE * SIDE).fill(value);
  const block = { width: SIDE, height: SIDE, samples: 1, pixelType: 'uint16' as const, data };
  await sink.writeRegion({ plane, x: 0, y: 0, width: SIDE, height: SIDE }, block);
}

/** Writes the same file again and again, all pixels of one round alike, until it is killed. */
async function forever(path: string): Promise<never> {
  for (let round = 1; ; round = (round % 60_000) + 1) {
    const sink = await createImage(path, info, {});
    for (let plane = 0; plane < PLANES; plane++) await writePlane(sink, plane, round);
    await sink.finish();
    process.stdout.write('.');
  }
}

/** What writing comes to on a disk that is too small from the start, and on one that fills up meanwhile. */
async function full(folder: string): Promise<unknown> {
  const outcome = async (work: () => Promise<unknown>) =>
    work().then(
      () => ({ error: null, left: readdirSync(folder) }),
      (error: unknown) => ({ error: toWire(error), left: readdirSync(folder) }),
    );
  const { bavail, bsize } = statfsSync(folder);
  const atOnce = await outcome(() =>
    createImage(join(folder, 'large.tif'), { ...info, shape: [1000, SIDE, SIDE] }, {}),
  );
  const meanwhile = await outcome(async () => {
    const sink = await createImage(join(folder, 'small.tif'), info, {});
    await writePlane(sink, 0, 1);
    writeFileSync(join(folder, 'other'), new Uint8Array(bavail * bsize - 400_000));
    await Promise.all(Array.from({ length: PLANES }, (_, plane) => writePlane(sink, plane, 2)));
    await sink.finish();
  });
  return { atOnce, meanwhile };
}

const [task, path] = process.argv.slice(2) as [string, string];
if (task === 'forever') await forever(path);
else process.stdout.write(JSON.stringify(await full(path)));
