import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { levelCount } from '../../../src-main/contract/display';
import { TaggedError } from '../../../src-main/contract/errors';
import type { FilesApi } from '../../../src-main/contract/files-api';
import { CancelSource } from '../../../src-main/contract/signal';
import { planeGeometry } from '../../../src-main/imaging/geometry';
import { startFilesProcess } from '../../support/files-process';
import { imageInfo } from '../../support/memory-source';
import { cut, firstDifference, halvedByDefinition } from '../../support/pyramid';
import { writeRawTiff } from '../../support/raw-tiff';
import { hasReference, NEEDS_REFERENCE, reference } from '../../support/reference';
import { temporaryFolder } from '../../support/temporary-folder';
import { pixelsOf, writeImage } from '../../support/write-image';

const MB = 2 ** 20;

/** A pattern that differs in every plane, row and column. */
const wave = (plane: number, x: number, y: number) => (plane * 7919 + x * 31 + y * 17) % 65_521;

function waveRow(width: number, plane: number, y: number): Uint16Array {
  return Uint16Array.from({ length: width }, (_, x) => wave(plane, x, y));
}

/** What a window asks of an image when it opens it: the overview, histogram, range, a profile. */
async function show(files: FilesApi, path: string): Promise<void> {
  const { handle, series } = await files.openImage({ path });
  for (const [i, info] of series.entries()) {
    const { width, height, planes } = planeGeometry(info);
    const level = levelCount({ width, height }) - 1;
    const plane = planes - 1;
    const at = { handle, series: i };
    await files.readTile({ ...at, tile: { plane, level, column: 0, row: 0 } });
    await files.readTile({ ...at, tile: { plane: 0, level: 0, column: 0, row: 0 } });
    await files.histogram({ ...at, plane });
    await files.displayRange({ ...at, planes: [0, plane] });
    await files.profile({ ...at, plane, line: { x1: 0, y1: 0, x2: width, y2: height }, width: 3 });
  }
}

describe('a stack of 10 GB', () => {
  const [side, planes] = [2048, 1250];
  const looked = new Set([0, 700, planes - 1]);

  it('gives its first tiles, overviews and range in little memory, whichever plane is asked for', async () => {
    const path = join(temporaryFolder(), 'stack.tif');
    writeRawTiff(path, {
      ...{ width: side, height: side, planes },
      row: (plane, y) => (looked.has(plane) ? waveRow(side, plane, y) : null),
    });
    const { files, peakBytes } = await startFilesProcess();
    const { handle, series } = await files.openImage({ path });
    expect(series[0]).toMatchObject({ shape: [planes, side, side], axes: 'TYX' });
    for (const plane of looked) {
      const tile = await files.readTile({ handle, series: 0, tile: { plane, level: 0, column: 3, row: 1 } });
      expect([tile.width, tile.height, tile.data[0]]).toEqual([512, 512, wave(plane, 3 * 512, 512)]);
      let whole = {
        ...{ width: side, height: side, samples: 1, pixelType: 'uint16' as const },
        data: Uint16Array.from({ length: side * side }, (_, i) =>
          wave(plane, i % side, Math.floor(i / side)),
        ),
      } as Parameters<typeof halvedByDefinition>[0];
      for (let halving = 0; halving < 2; halving++) whole = halvedByDefinition(whole);
      const overview = await files.readTile({
        handle,
        series: 0,
        tile: { plane, level: 2, column: 0, row: 0 },
      });
      expect(firstDifference(overview, whole)).toBeNull();
    }
    const all = Array.from({ length: planes }, (_, plane) => plane);
    const range = (await files.displayRange({ handle, series: 0, planes: all }))!;
    expect(range.min).toBe(0);
    expect(range.max).toBeGreaterThan(60_000);
    expect(peakBytes()).toBeLessThan(250 * MB);
  });
});

describe('a plane that is far larger than the cache', () => {
  const side = 12_000;

  it('is zoomed out of and panned over within the limits of memory', async () => {
    const path = join(temporaryFolder(), 'plane.tif');
    writeRawTiff(path, {
      width: side,
      height: side,
      row: (_, y) => (y % 100 === 0 ? waveRow(side, 0, y) : null),
    });
    const { files, peakBytes } = await startFilesProcess();
    const { handle } = await files.openImage({ path });
    const read = (level: number, column: number, row: number) =>
      files.readTile({ handle, series: 0, tile: { plane: 0, level, column, row } });
    const top = levelCount({ width: side, height: side }) - 1;
    expect((await read(top, 0, 0)).width).toBe(Math.ceil(side / 2 ** top));
    for (let level = top - 1; level >= 0; level--) {
      const places = Array.from({ length: 12 }, (_, i) => [i % 4, Math.floor(i / 4)] as const);
      const tiles = await Promise.all(
        places.flatMap(([c, r]) => (inLevel(side, level, c, r) ? [read(level, c, r)] : [])),
      );
      expect(tiles.length).toBeGreaterThan(0);
    }
    const { total, level } = await files.histogram({ handle, series: 0, plane: 0 });
    expect({ total, level }).toEqual({ total: 1500 * 1500, level: 3 });
    const line = { x1: 0, y1: 0, x2: side, y2: side };
    const { values } = await files.profile({ handle, series: 0, plane: 0, line, width: 5 });
    expect(values).toHaveLength(Math.round(side * Math.SQRT2) + 1);
    expect(peakBytes()).toBeLessThan(500 * MB);
  });

  it('is not read to its end for a tile that nobody waits for any more', async () => {
    const path = join(temporaryFolder(), 'plane.tif');
    writeRawTiff(path, { width: side, height: side, row: () => null });
    const { files } = await startFilesProcess();
    const { handle } = await files.openImage({ path });
    const cancel = new CancelSource();
    let heard = 0;
    const tile = { plane: 0, level: 5, column: 0, row: 0 };
    const reading = files.readTile(
      { handle, series: 0, tile },
      { signal: cancel.signal, onProgress: ({ done, total }) => ((heard = done / total), cancel.abort()) },
    );
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(heard).toBeLessThan(1);
    expect((await files.readTile({ handle, series: 0, tile })).width).toBe(375);
  });
});

function inLevel(side: number, level: number, column: number, row: number): boolean {
  const size = Math.ceil(side / 2 ** level);
  return column * 512 < size && row * 512 < size;
}

describe('a colour image', () => {
  it('is shown one sample at a time, interleaved or planar', async () => {
    const folder = temporaryFolder();
    const { files } = await startFilesProcess();
    const [width, height] = [530, 19];
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) % 251);
    const png = join(folder, 'colour.png');
    writeFileSync(png, encode({ width, height, channels: 3, data, depth: 8 }));
    const tiff = join(folder, 'colour.tif');
    await writeImage(tiff, imageInfo({ axes: 'YXS', shape: [height, width, 3], pixelType: 'uint8' }), data);
    for (const path of [png, tiff]) {
      const { handle } = await files.openImage({ path });
      for (const sample of [0, 1, 2]) {
        const tile = { plane: 0, sample, level: 0, column: 1, row: 0 };
        const block = await files.readTile({ handle, series: 0, tile });
        const expected = Uint8Array.from({ length: 18 * height }, (_, i) => {
          const [x, y] = [512 + (i % 18), Math.floor(i / 18)];
          return data[(y * width + x) * 3 + sample]!;
        });
        expect(block).toMatchObject({ width: 18, height, samples: 1 });
        expect(block.data).toEqual(expected);
      }
      await expect(files.histogram({ handle, series: 0, plane: 0, sample: 3 })).rejects.toThrow(
        'has 3 samples a pixel, not a sample number 3',
      );
    }
  });

  it('of many samples is read one sample at a time', async () => {
    const path = join(temporaryFolder(), 'spectral.tif');
    const shape = [600, 700, 32];
    const { buildTiff, greyTags } = await import('../../support/tiff-builder');
    const data = pixelsOf({ pixelType: 'uint8', shape }) as Uint8Array;
    const tags = greyTags(700, 600, 8, [
      { code: 258, type: 3, values: new Array<number>(32).fill(8) },
      { code: 277, type: 3, values: [32] },
    ]);
    writeFileSync(path, buildTiff([{ tags, blocks: [data] }]));
    const { files } = await startFilesProcess();
    const { handle, series } = await files.openImage({ path });
    expect(series[0]!.shape).toEqual(shape);
    const whole = {
      ...{ width: 700, height: 600, samples: 1, pixelType: 'uint8' as const },
      data: Uint8Array.from({ length: 700 * 600 }, (_, i) => data[i * 32 + 29]!),
    };
    const tile = { plane: 0, sample: 29, level: 0, column: 1, row: 1 };
    const part = cut(whole, { x: 512, y: 512, width: 188, height: 88 });
    expect(firstDifference(await files.readTile({ handle, series: 0, tile }), part)).toBeNull();
    const overview = await files.readTile({
      handle,
      series: 0,
      tile: { ...tile, level: 1, column: 0, row: 0 },
    });
    expect(firstDifference(overview, halvedByDefinition(whole))).toBeNull();
  });
});

describe('statistics', () => {
  it('are of a rectangle where one is named', async () => {
    const path = join(temporaryFolder(), 'a.tif');
    const info = imageInfo({ axes: 'TYX', shape: [2, 5, 6], pixelType: 'uint16' });
    await writeImage(
      path,
      info,
      Uint16Array.from({ length: 60 }, (_, i) => i),
    );
    const { files } = await startFilesProcess();
    const { handle } = await files.openImage({ path });
    const region = { x: 4, y: 3, width: 2, height: 2 };
    const found = await files.statistics({ handle, series: 0, region, planes: [1], percentiles: [50] });
    expect(found).toMatchObject({ min: 52, max: 59, mean: 55.5, percentiles: [55.5] });
  });
});

describe('what is not there', () => {
  it('is refused with a sentence', async () => {
    const path = join(temporaryFolder(), 'a.tif');
    await writeImage(path, imageInfo({ axes: 'YX', shape: [5, 6], pixelType: 'uint16' }));
    const { files } = await startFilesProcess();
    const { handle } = await files.openImage({ path });
    const line = { x1: 0, y1: 0, x2: 1, y2: 1 };
    const region = { x: 5, y: 0, width: 2, height: 1 };
    for (const refused of [
      () => files.readTile({ handle, series: 0, tile: { plane: 1, level: 0, column: 0, row: 0 } }),
      () => files.readTile({ handle, series: 1, tile: { plane: 0, level: 0, column: 0, row: 0 } }),
      () => files.histogram({ handle, series: 0, plane: 0, region }),
      () => files.displayRange({ handle, series: 0, planes: [0, 9] }),
      () => files.profile({ handle, series: 0, plane: 1, line, width: 1 }),
    ]) {
      await expect(refused()).rejects.toMatchObject({ tag: 'InvalidRequestError' });
    }
  });
});

describe.skipIf(!hasReference)(`hostile files (${NEEDS_REFERENCE})`, () => {
  it('are shown or refused within 10 s and 1 GB, and the next file works', { timeout: 600_000 }, async () => {
    const manifest = readFileSync(reference('files', 'MANIFEST.json'), 'utf8');
    const { entries } = JSON.parse(manifest) as { entries: { file: string }[] };
    const hostile = entries.map(({ file }) => file).filter((file) => file.startsWith('hostile/'));
    expect(hostile.length).toBeGreaterThan(20);
    const sound = join(temporaryFolder(), 'sound.tif');
    await writeImage(sound, imageInfo({ axes: 'YX', shape: [5, 6], pixelType: 'uint16' }));
    let { files, peakBytes } = await startFilesProcess();
    const problems: string[] = [];
    for (const file of hostile) {
      const startedAt = Date.now();
      await show(files, reference('files', ...file.split('/'))).catch((error: unknown) => {
        const sentence = error instanceof TaggedError && error.tag !== 'InternalError';
        if (!sentence) problems.push(`${file}: ${String(error)}`);
      });
      if (Date.now() - startedAt > 10_000) problems.push(`${file}: ${Date.now() - startedAt} ms`);
      const stopped = await show(files, sound).catch((error: unknown) => error);
      if (!stopped) continue;
      if (peakBytes() > 1024 * MB) problems.push(`${file}: ${peakBytes() / MB} MB`);
      ({ files, peakBytes } = await startFilesProcess());
      await show(files, sound);
    }
    expect(problems).toEqual([]);
    expect(peakBytes()).toBeLessThan(1024 * MB);
  });
});
