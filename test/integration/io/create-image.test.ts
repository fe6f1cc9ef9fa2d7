import fc from 'fast-check';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FileNotWritableError, InternalError, InvalidRequestError } from '../../../src-main/contract/errors';
import type { ChannelInfo, ImageInfo, PixelBlock, PixelType } from '../../../src-main/contract/image';
import { CancelSource } from '../../../src-main/contract/signal';
import { createImage, removeLeftovers } from '../../../src-main/io/create-image';
import { openImage } from '../../../src-main/io/open-image';
import { imageInfo } from '../../support/memory-source';
import { readPixels } from '../../support/read-image';
import { temporaryFolder } from '../../support/temporary-folder';
import { pixelsOf, writeImage } from '../../support/write-image';

const small = (pixelType: PixelType = 'uint16') => imageInfo({ axes: 'YX', shape: [19, 37], pixelType });

async function infoOf(path: string): Promise<ImageInfo> {
  const { series, close } = await openImage(path);
  await close();
  return series[0]!.info;
}

const lutOf = (red: number, green: number, blue: number) =>
  Uint8Array.from({ length: 768 }, (_, i) =>
    Math.round((Math.floor(i / 3) * [red, green, blue][i % 3]!) / 255),
  );

const IMAGEJ_TYPES: PixelType[] = ['uint8', 'uint16', 'int16', 'float32'];
const OME_TYPES: PixelType[] = [...IMAGEJ_TYPES, 'int8', 'uint32', 'int32', 'float64'];

describe('a pixel type that a format does not have', () => {
  test.each(['bool', 'int8', 'uint32', 'int32', 'float64'] as const)(
    '%s is refused for ImageJ, naming both cures',
    async (type) => {
      const folder = temporaryFolder();
      const created = createImage(join(folder, 'a.tif'), small(type), {});
      await expect(created).rejects.toThrow(
        `no ${type} images: write an .ome.tif instead, or choose --type float32`,
      );
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('is refused for OME-TIFF', async () => {
    const created = createImage(join(temporaryFolder(), 'a.ome.tif'), small('int64'), {});
    await expect(created).rejects.toThrow(InvalidRequestError);
  });
});

describe('writing and reading back', () => {
  test.each([
    ...IMAGEJ_TYPES.map((type) => ['tif', type] as const),
    ...OME_TYPES.map((type) => ['ome.tif', type] as const),
  ])('gives every pixel of a .%s of %s back', async (ending, pixelType) => {
    const path = join(temporaryFolder(), `a.${ending}`);
    const info = imageInfo({ axes: 'TCYX', shape: [2, 3, 19, 37], pixelType });
    const data = pixelsOf(info);
    await writeImage(path, info, data);
    expect(await infoOf(path)).toMatchObject({ shape: [2, 3, 19, 37], axes: 'TCYX', pixelType });
    const read = await readPixels(path);
    const size = 19 * 37;
    read.forEach((plane, i) => expect(plane).toEqual(data.slice(i * size, (i + 1) * size)));
  });

  test.each(['a.tif', 'a.ome.tif'])(
    'keeps pixel size, frame interval, channel names and LUTs in %s',
    async (name) => {
      const path = join(temporaryFolder(), name);
      const calibration = { pixelSizeUm: { x: 0.0651234, y: 0.13, z: 0.3 }, frameIntervalS: 0.25 };
      const channels: ChannelInfo[] = [
        { name: 'DAPI', lut: lutOf(0, 0, 255), displayRange: { min: 3, max: 300 } },
        { name: 'GFP µ', lut: lutOf(0, 255, 0), displayRange: { min: 5, max: 200 } },
      ];
      const info = imageInfo({ axes: 'CYX', shape: [2, 5, 6], pixelType: 'uint16', calibration, channels });
      await writeImage(path, info);
      const read = await infoOf(path);
      expect(read.calibration.pixelSizeUm.x).toBeCloseTo(0.0651234, 9);
      expect(read.calibration.pixelSizeUm.y).toBeCloseTo(0.13, 9);
      expect(read.calibration).toMatchObject({ pixelSizeUm: { z: 0.3 }, frameIntervalS: 0.25 });
      expect(read.channels.map((channel) => channel.name)).toEqual(['DAPI', 'GFP µ']);
      expect(read.channels.map((channel) => channel.lut)).toEqual(channels.map(({ lut }) => lut));
    },
  );

  test('keeps 8-bit RGB together, and makes channels of other interleaved samples', async () => {
    const folder = temporaryFolder();
    const rgb = imageInfo({ axes: 'YXS', shape: [5, 6, 3], pixelType: 'uint8' });
    await writeImage(join(folder, 'rgb.tif'), rgb);
    expect(await infoOf(join(folder, 'rgb.tif'))).toMatchObject({ axes: 'YXS', shape: [5, 6, 3] });
    expect((await readPixels(join(folder, 'rgb.tif')))[0]).toEqual(pixelsOf(rgb));

    const pairs = imageInfo({ axes: 'YXS', shape: [5, 6, 2], pixelType: 'uint16' });
    await writeImage(join(folder, 'pairs.tif'), pairs);
    expect(await infoOf(join(folder, 'pairs.tif'))).toMatchObject({ axes: 'CYX', shape: [2, 5, 6] });
    expect((await readPixels(join(folder, 'pairs.tif')))[1]).toEqual(
      pixelsOf(pairs).filter((_, i) => i % 2 === 1),
    );
  });

  test('keeps the order of the axes in an OME-TIFF', async () => {
    const path = join(temporaryFolder(), 'a.ome.tif');
    const info = imageInfo({ axes: 'TCZYX', shape: [2, 3, 2, 4, 5], pixelType: 'uint8' });
    const data = pixelsOf(info);
    await writeImage(path, info, data);
    expect(await infoOf(path)).toMatchObject({ axes: 'TCZYX', shape: [2, 3, 2, 4, 5] });
    expect((await readPixels(path)).flatMap((plane) => [...plane])).toEqual([...data]);
  });

  test('stores planes for ImageJ in the order frames, slices, channels whatever the order of the axes', async () => {
    const path = join(temporaryFolder(), 'a.tif');
    const info = imageInfo({ axes: 'CTYX', shape: [2, 3, 4, 5], pixelType: 'uint8' });
    const data = pixelsOf(info);
    await writeImage(path, info, data);
    expect(await infoOf(path)).toMatchObject({ axes: 'TCYX', shape: [3, 2, 4, 5] });
    const planes = await readPixels(path);
    [0, 3, 1, 4, 2, 5].forEach((plane, i) =>
      expect(planes[i]).toEqual(data.slice(plane * 20, plane * 20 + 20)),
    );
  });

  test('takes regions of any size in any order', async () => {
    const [width, height] = [37, 19];
    const data = Uint16Array.from({ length: width * height }, (_, i) => i * 91);
    const cuts = (side: number) => fc.uniqueArray(fc.integer({ min: 1, max: side - 1 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(cuts(width), cuts(height), fc.boolean(), async (across, down, backwards) => {
        const path = join(temporaryFolder(), 'a.tif');
        const sink = await createImage(path, small(), {});
        const edges = (cut: number[], side: number) => [0, ...cut.sort((a, b) => a - b), side];
        const [xs, ys] = [edges(across, width), edges(down, height)];
        const regions = ys.slice(1).flatMap((bottom, j) =>
          xs.slice(1).map((right, i) => ({
            plane: 0,
            x: xs[i]!,
            y: ys[j]!,
            width: right - xs[i]!,
            height: bottom - ys[j]!,
          })),
        );
        if (backwards) regions.reverse();
        await Promise.all(
          regions.map(({ x, y, width: wide, height: high, plane }) => {
            const rows = Uint16Array.from(
              { length: wide * high },
              (_, i) => data[(y + Math.floor(i / wide)) * width + x + (i % wide)]!,
            );
            const block: PixelBlock = {
              width: wide,
              height: high,
              samples: 1,
              pixelType: 'uint16',
              data: rows,
            };
            return sink.writeRegion({ plane, x, y, width: wide, height: high }, block);
          }),
        );
        await sink.finish();
        expect((await readPixels(path))[0]).toEqual(data);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a file being written', () => {
  const block = (value: number): PixelBlock => ({
    width: 37,
    height: 19,
    samples: 1,
    pixelType: 'uint16',
    data: new Uint16Array(19 * 37).fill(value),
  });
  const whole = { plane: 0, x: 0, y: 0, width: 37, height: 19 };

  test('is not there under its name before it is finished, and alone afterwards', async () => {
    const folder = temporaryFolder();
    const sink = await createImage(join(folder, 'a.tif'), small(), {});
    await sink.writeRegion(whole, block(1));
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^a\.tif\.finescope-.*\.part$/)]);
    await sink.finish();
    expect(readdirSync(folder)).toEqual(['a.tif']);
  });

  test('leaves nothing behind when it is given up, and the old file as it was', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.tif');
    writeFileSync(path, 'old');
    const sink = await createImage(path, small(), {});
    await sink.writeRegion(whole, block(1));
    await Promise.all([sink.abort(), sink.abort()]);
    expect(readdirSync(folder)).toEqual(['a.tif']);
    expect(readFileSync(path, 'utf8')).toBe('old');
    await expect(sink.writeRegion(whole, block(2))).rejects.toThrow(FileNotWritableError);
    await expect(sink.finish()).rejects.toThrow('given up');
  });

  test('replaces the old file when finished; giving up later has no effect', async () => {
    const path = join(temporaryFolder(), 'a.tif');
    writeFileSync(path, 'old', { mode: 0o640 });
    const sink = await createImage(path, small(), {});
    await sink.writeRegion(whole, block(7));
    await sink.finish();
    await sink.abort();
    expect((await readPixels(path))[0]!.every((value) => value === 7)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    await expect(sink.writeRegion(whole, block(2))).rejects.toThrow(InternalError);
  });

  test.each(['a.tif', 'a.ome.tif'])(
    '%s takes a provenance that was completed while it was written',
    async (name) => {
      const path = join(temporaryFolder(), name);
      const sink = await createImage(path, small(), { command: 'test', begun: 'yes' });
      await sink.writeRegion(whole, block(7));
      await sink.finish({ command: 'test', input: { sha256: 'f'.repeat(64), bytes: 12_345_678_901 } });
      expect((await readPixels(path))[0]!.every((value) => value === 7)).toBe(true);
      const text = readFileSync(path).toString('latin1').replaceAll('\0', '');
      expect(text).toContain('f'.repeat(64));
      expect(text).toContain('12345678901');
      expect(text).not.toContain('begun');
    },
  );

  test('replaces what a link points to, not the link', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'real.tif'), 'old');
    symlinkSync(join(folder, 'data', 'real.tif'), join(folder, 'link.tif'));
    await writeImage(join(folder, 'link.tif'), small());
    expect(readdirSync(join(folder, 'data'))).toEqual(['real.tif']);
    expect(await readPixels(join(folder, 'data', 'real.tif'))).toEqual(
      await readPixels(join(folder, 'link.tif')),
    );
  });

  test('makes the last folder of its path, and takes it away again when given up', async () => {
    const folder = temporaryFolder();
    await writeImage(join(folder, 'results', 'a.tif'), small());
    expect(readdirSync(join(folder, 'results'))).toEqual(['a.tif']);
    const sink = await createImage(join(folder, 'others', 'a.tif'), small(), {});
    await sink.abort();
    expect(readdirSync(folder)).toEqual(['results']);
  });

  test('may be written beside another of the same name: the last to finish stays', async () => {
    const path = join(temporaryFolder(), 'a.tif');
    const [first, second] = await Promise.all([
      createImage(path, small(), {}),
      createImage(path, small(), {}),
    ]);
    await Promise.all([first.writeRegion(whole, block(1)), second.writeRegion(whole, block(2))]);
    await second.finish();
    await first.finish();
    expect((await readPixels(path))[0]![0]).toBe(1);
  });

  test('refuses blocks that do not fit, without losing the file', async () => {
    const path = join(temporaryFolder(), 'a.tif');
    const sink = await createImage(path, small(), {});
    await expect(sink.writeRegion({ ...whole, x: 1 }, block(1))).rejects.toThrow('not in the image');
    await expect(sink.writeRegion({ ...whole, plane: 1 }, block(1))).rejects.toThrow('not in the image');
    const bytes = { ...block(1), pixelType: 'uint8' as const, data: new Uint8Array(19 * 37) };
    await expect(sink.writeRegion(whole, bytes)).rejects.toThrow('uint8');
    await expect(sink.writeRegion({ ...whole, width: 5 }, block(1))).rejects.toThrow('block 37 x 19');
    await sink.writeRegion(whole, block(3));
    await sink.finish();
    expect((await readPixels(path))[0]![0]).toBe(3);
  });

  test('is not begun when cancelled', async () => {
    const folder = temporaryFolder();
    const cancel = new CancelSource();
    cancel.abort();
    await expect(createImage(join(folder, 'a.tif'), small(), {}, { signal: cancel.signal })).rejects.toThrow(
      'Cancelled',
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what dead processes left', () => {
  const host = hostname()
    .replace(/[^\w-]/g, '_')
    .slice(0, 64);
  const dead = 2 ** 22 + 12345; // beyond the largest process number of Linux

  test('is removed by the next write into that folder; what others are writing stays', async () => {
    const folder = temporaryFolder();
    const running = `b.tif.finescope-${host}-${process.ppid}-1.part`;
    const elsewhere = `b.tif.finescope-another_computer-${dead}-1.part`;
    for (const name of [`b.tif.finescope-${host}-${dead}-3.part`, running, elsewhere, 'notes.part']) {
      writeFileSync(join(folder, name), 'half');
    }
    const open = await createImage(join(folder, 'open.tif'), small(), {});
    await writeImage(join(folder, 'a.tif'), small());
    const own = readdirSync(folder).filter((name) => name.startsWith('open.tif'));
    expect(own.length).toBe(1);
    expect(readdirSync(folder).sort()).toEqual(['a.tif', elsewhere, running, 'notes.part', ...own].sort());
    await open.abort();
  });

  test('can be removed without writing anew, also beside what a link leads to; nothing else can', async () => {
    const [folder, links] = [temporaryFolder(), temporaryFolder()];
    const open = await createImage(join(folder, 'open.tif'), small(), {});
    writeFileSync(join(folder, 'precious.tif'), 'whole');
    symlinkSync(join(folder, 'precious.tif'), join(links, 'link.tif'));
    const before = readdirSync(folder).sort();
    expect(before.length).toBe(2);
    for (const path of [join(folder, 'new.tif'), join(links, 'link.tif'), join(folder, 'none', 'new.tif')]) {
      writeFileSync(join(folder, `b.tif.finescope-${host}-${dead}-3.part`), 'half');
      await removeLeftovers(path);
      if (!path.includes('none')) expect(readdirSync(folder).sort()).toEqual(before);
    }
    await open.abort();
  });
});

describe('what cannot be written', () => {
  const refused = (path: string, info = small()) => createImage(path, info, {});

  test('is a name of no known format, and the sentence says which are', async () => {
    await expect(refused(join(temporaryFolder(), 'a.png'))).rejects.toThrow(
      '"a.png" cannot be written: its name says no known format. End it in .tif (ImageJ) or .ome.tif (OME-TIFF).',
    );
  });

  test('is a folder of that name, or a file in a folder that is not there', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a.tif'));
    await expect(refused(join(folder, 'a.tif'))).rejects.toThrow('a folder has that name');
    const missing = join(folder, 'no', 'such');
    await expect(refused(join(missing, 'a.tif'))).rejects.toThrow(`the folder ${missing} does not exist`);
    writeFileSync(join(folder, 'file'), '');
    await expect(refused(join(folder, 'file', 'a.tif'))).rejects.toThrow(FileNotWritableError);
  });

  test('is a name longer than a disk takes', async () => {
    await expect(refused(join(temporaryFolder(), `${'a'.repeat(300)}.tif`))).rejects.toThrow(
      'the name is too long',
    );
  });

  test('is a pixel type the format does not have; no file is begun', async () => {
    const folder = temporaryFolder();
    await expect(refused(join(folder, 'a.tif'), small('float64'))).rejects.toThrow(InvalidRequestError);
    await expect(refused(join(folder, 'a.ome.tif'), small('uint64'))).rejects.toThrow('--type float32');
    expect(readdirSync(folder)).toEqual([]);
  });
});
