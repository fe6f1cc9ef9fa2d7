import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FilesApi, Provenance } from '../../../src-main/contract/files-api';
import type { ImageInfo, PixelArray, PixelBlock, PixelType } from '../../../src-main/contract/image';
import { CancelSource } from '../../../src-main/contract/signal';
import { planeGeometry } from '../../../src-main/imaging/geometry';
import { startFilesProcess } from '../../support/files-process';
import { imageInfo } from '../../support/memory-source';
import { cut, firstDifference, halvedByDefinition } from '../../support/pyramid';
import { writeRawTiff } from '../../support/raw-tiff';
import { readPixels } from '../../support/read-image';
import { temporaryFolder } from '../../support/temporary-folder';
import { pixelsOf, writeImage } from '../../support/write-image';

const record: Provenance = {
  finescope: '0.1.0',
  model: { name: 'bpae "µ" <1>', sha256: '1234', layers: [3, 6, 3] },
  note: 'two\nlines',
  region: null,
};

/** One plane of what a test wrote so far. */
function blank(width: number, height: number, samples = 1, pixelType: PixelType = 'uint16'): PixelBlock {
  return { width, height, samples, pixelType, data: new Uint16Array(width * height * samples) };
}

describe('an image that is being written', () => {
  it.each(['result.tif', 'result.ome.tif'])(
    'shows in %s what was written so far, at every level',
    async (name) => {
      const [width, height] = [1100, 700];
      const path = join(temporaryFolder(), name);
      const info = imageInfo({ axes: 'CTYX', shape: [2, 3, height, width], pixelType: 'uint16' });
      const { files } = await startFilesProcess();
      const { handle } = await files.createImage({ path, info, provenance: record });
      const opened = await files.openWritten({ handle });
      expect(opened.series[0]).toMatchObject({
        shape: info.shape,
        axes: 'CTYX',
        levels: [{ width, height }],
      });
      expect(await files.readProvenance({ handle: opened.handle })).toEqual(record);

      const plane = 4; // second channel, second frame: elsewhere in an ImageJ file
      const expected = blank(width, height);
      const at = { handle: opened.handle, series: 0 };
      const overview = () => files.readTile({ ...at, tile: { plane, level: 2, column: 0, row: 0 } });
      const quarter = () => halvedByDefinition(halvedByDefinition(expected));
      expect(firstDifference(await overview(), quarter())).toBeNull();
      for (const [x, y, value] of [
        [0, 0, 9],
        [500, 300, 1000],
        [860, 540, 77],
      ] as const) {
        const region = { plane, x, y, width: 240, height: 160 };
        const data = new Uint16Array(240 * 160).map((_, i) => value + (i % 240));
        for (let row = 0; row < 160; row++) {
          expected.data.set(data.subarray(row * 240, (row + 1) * 240), (y + row) * width + x);
        }
        await files.writeRegion({ handle, region, block: { ...blank(240, 160), data } });
        expect(firstDifference(await overview(), quarter())).toBeNull();
        const tile = await files.readTile({ ...at, tile: { plane, level: 0, column: 1, row: 0 } });
        expect(firstDifference(tile, cut(expected, { x: 512, y: 0, width: 512, height: 512 }))).toBeNull();
      }
      const untouched = await files.readTile({ ...at, tile: { plane: 0, level: 0, column: 0, row: 0 } });
      expect(firstDifference(untouched, blank(512, 512))).toBeNull();
      const range = await files.displayRange({ ...at, planes: [plane] });
      expect(range!.min).toBe(0);
      expect(range!.max).toBeGreaterThan(1000);
      expect((await files.statistics({ ...at, planes: [plane] })).max).toBe(1239);

      await files.finishImage({ handle });
      await expect(
        files.readRegion({ ...at, region: { plane, x: 0, y: 0, width: 9, height: 9 } }),
      ).rejects.toThrow(`"${name}" is not being written any more. Open the file itself.`);
      await files.closeImage({ handle: opened.handle });
      const whole = await files.openImage({ path });
      const region = { plane: whole.series[0]!.axes === 'CTYX' ? plane : 3, x: 0, y: 0, width, height };
      const read = await files.readRegion({ handle: whole.handle, series: 0, region });
      expect(firstDifference(read, expected)).toBeNull();
    },
  );

  it('shows what was written before it was opened, and samples as they were given', async () => {
    const path = join(temporaryFolder(), 'result.ome.tif');
    const info = imageInfo({ axes: 'YXS', shape: [6, 5, 4], pixelType: 'uint16' });
    const { files } = await startFilesProcess();
    const { handle } = await files.createImage({ path, info, provenance: {} });
    const block = { ...blank(5, 6, 4), data: Uint16Array.from({ length: 120 }, (_, i) => i) };
    await files.writeRegion({ handle, region: { plane: 0, x: 0, y: 0, width: 5, height: 6 }, block });
    const opened = await files.openWritten({ handle });
    const region = { plane: 0, x: 1, y: 2, width: 3, height: 2 };
    const read = await files.readRegion({ handle: opened.handle, series: 0, region });
    expect(firstDifference(read, cut(block, region))).toBeNull();
    const tile = { plane: 0, sample: 2, level: 0, column: 0, row: 0 };
    const single = await files.readTile({ handle: opened.handle, series: 0, tile });
    expect([...single.data.subarray(0, 3)]).toEqual([2, 6, 10]);
  });

  it('cannot be read after it was given up, and nothing of it is left', async () => {
    const folder = temporaryFolder();
    const info = imageInfo({ axes: 'YX', shape: [600, 700], pixelType: 'uint16' });
    const { files } = await startFilesProcess();
    const { handle } = await files.createImage({ path: join(folder, 'a.tif'), info, provenance: {} });
    const opened = await files.openWritten({ handle });
    const block = { ...blank(700, 600), data: new Uint16Array(700 * 600).fill(4) };
    await files.writeRegion({ handle, region: { plane: 0, x: 0, y: 0, width: 700, height: 600 }, block });
    const tile = { plane: 0, level: 1, column: 0, row: 0 };
    await files.readTile({ handle: opened.handle, series: 0, tile });
    await files.abortImage({ handle });
    await expect(files.readTile({ handle: opened.handle, series: 0, tile })).rejects.toMatchObject({
      ...{
        tag: 'FileNotReadableError',
        message: '"a.tif" is not being written any more. Open the file itself.',
      },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

const lut = Uint8Array.from({ length: 768 }, (_, i) => (i % 3 === 1 ? Math.floor(i / 3) : 0));
const described: Partial<ImageInfo> = {
  calibration: { pixelSizeUm: { x: 0.065, y: 0.065, z: 0.3 }, frameIntervalS: 0.5 },
  channels: [
    { name: 'DAPI', lut: null, displayRange: { min: 3, max: 300 } },
    { name: 'GFP', lut, displayRange: { min: 5, max: 200 } },
  ],
};

/** Copies an image file and answers what the copy is. */
async function copied(files: FilesApi, from: string, to: string): Promise<ImageInfo> {
  const { handle } = await files.openImage({ path: from });
  const { path, bytes } = await files.copyImage({ handle, series: 0, path: to, provenance: record });
  expect(path).toBe(to);
  expect(readFileSync(to).length).toBe(bytes);
  await files.closeImage({ handle });
  const copy = await files.openImage({ path: to });
  expect(await files.readProvenance({ handle: copy.handle })).toEqual(record);
  await files.closeImage({ handle: copy.handle });
  return copy.series[0]!;
}

describe('a copy', () => {
  it('keeps every pixel, the calibration, channels, names and LUTs, from format to format and back', async () => {
    const folder = temporaryFolder();
    const shape = [2, 3, 2, 37, 19];
    const info = imageInfo({ axes: 'TZCYX', shape, pixelType: 'uint16', ...described });
    const first = join(folder, 'first.tif');
    await writeImage(first, info);
    const { files } = await startFilesProcess();
    let from = first;
    for (const name of ['second.ome.tif', 'third.tif', 'fourth.tif']) {
      const copy = await copied(files, from, join(folder, name));
      expect(copy).toMatchObject({ shape, axes: 'TZCYX', pixelType: 'uint16' });
      expect(copy.calibration.pixelSizeUm.x).toBeCloseTo(0.065, 9);
      expect(copy.calibration).toMatchObject({ pixelSizeUm: { z: 0.3 }, frameIntervalS: 0.5 });
      expect(copy.channels.map((channel) => channel.name)).toEqual(['DAPI', 'GFP']);
      expect(copy.channels[1]!.lut).toEqual(lut);
      from = join(folder, name);
      const planes = await readPixels(from);
      (await readPixels(first)).forEach((plane, i) => expect(planes[i]).toEqual(plane));
    }
    expect(readdirSync(folder)).toHaveLength(4);
  });

  it.each<[PixelType, string, PixelType]>([
    ['uint8', 'a.tif', 'uint8'],
    ['float32', 'a.tif', 'float32'],
    ['int16', 'a.tif', 'int16'],
    ['float64', 'a.ome.tif', 'float64'],
    ['int32', 'a.ome.tif', 'int32'],
  ])('of %s pixels in %s has pixels of %s', async (own, name, kept) => {
    const folder = temporaryFolder();
    const from = join(folder, 'from.ome.tif');
    const info = imageInfo({ axes: 'YX', shape: [37, 19], pixelType: own });
    await writeImage(from, info);
    const { files } = await startFilesProcess();
    expect((await copied(files, from, join(folder, name))).pixelType).toBe(kept);
    expect(await readPixels(join(folder, name))).toEqual([pixelsOf(info)]);
  });

  it('of a mask has its zeros and ones as 8-bit pixels', async () => {
    const folder = temporaryFolder();
    const { buildTiff, greyTags } = await import('../../support/tiff-builder');
    const bits = buildTiff([{ tags: greyTags(8, 2, 1), blocks: [Uint8Array.of(0b10110001, 0b00001111)] }]);
    writeFileSync(join(folder, 'mask.tif'), bits);
    const { files } = await startFilesProcess();
    expect((await copied(files, join(folder, 'mask.tif'), join(folder, 'copy.tif'))).pixelType).toBe('uint8');
    const pixels: PixelArray[] = await readPixels(join(folder, 'copy.tif'));
    expect([...pixels[0]!]).toEqual([1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1]);
  });

  it('of pixels that the format does not hold is refused with the format that does', async () => {
    const folder = temporaryFolder();
    const from = join(folder, 'from.ome.tif');
    await writeImage(from, imageInfo({ axes: 'YX', shape: [3, 4], pixelType: 'uint32' }));
    const { files } = await startFilesProcess();
    const { handle } = await files.openImage({ path: from });
    const copy = (name: string) =>
      files.copyImage({ handle, series: 0, path: join(folder, name), provenance: {} });
    await expect(copy('a.tif')).rejects.toThrow(
      '"a.tif" cannot be written: ImageJ TIFF holds no uint32 pixels. Save it as OME-TIFF (.ome.tif), which does.',
    );
    await expect(copy('a.jpg')).rejects.toThrow('its name says no known format');
    expect(readdirSync(folder)).toEqual(['from.ome.tif']);
  });

  it('is never written over the image it is read from, through a link either; an unopened file is replaced', async () => {
    const folder = temporaryFolder();
    const from = join(folder, 'from.tif');
    const info = imageInfo({ axes: 'YX', shape: [37, 19], pixelType: 'uint16' });
    await writeImage(from, info);
    symlinkSync(from, join(folder, 'link.tif'));
    writeFileSync(join(folder, 'old.tif'), 'an older file');
    const before = readFileSync(from);
    const { files } = await startFilesProcess();
    const { handle } = await files.openImage({ path: from });
    for (const name of ['from.tif', 'link.tif']) {
      const copy = files.copyImage({ handle, series: 0, path: join(folder, name), provenance: {} });
      await expect(copy).rejects.toThrow('is the image being read. Choose another place');
    }
    expect(readFileSync(from)).toEqual(before);
    await files.copyImage({ handle, series: 0, path: join(folder, 'old.tif'), provenance: {} });
    expect(await readPixels(join(folder, 'old.tif'))).toEqual([pixelsOf(info)]);
  });

  it('tells how far it is, and leaves nothing when it is cancelled', async () => {
    const folder = temporaryFolder();
    const from = join(folder, 'from.tif');
    writeRawTiff(from, { width: 1024, height: 1024, planes: 200, row: () => null });
    writeFileSync(join(folder, 'copy.tif'), 'an older file');
    const { files } = await startFilesProcess();
    const { handle, series } = await files.openImage({ path: from });
    const { planes, height } = planeGeometry(series[0]!);
    const cancel = new CancelSource();
    const heard: number[] = [];
    const copy = files.copyImage(
      { handle, series: 0, path: join(folder, 'copy.tif'), provenance: {} },
      {
        signal: cancel.signal,
        onProgress: ({ done, total }) => {
          expect(total).toBe(planes * height);
          if (heard.push(done) === 3) cancel.abort();
        },
      },
    );
    await expect(copy).rejects.toMatchObject({ name: 'AbortError' });
    expect(heard.at(-1)).toBeLessThan(planes * height);
    expect(readdirSync(folder).sort()).toEqual(['copy.tif', 'from.tif']);
    expect(readFileSync(join(folder, 'copy.tif'), 'latin1')).toBe('an older file');
  });
});

describe('provenance', () => {
  it('is null in a file without a record', async () => {
    const path = join(temporaryFolder(), 'a.tif');
    writeRawTiff(path, { width: 3, height: 4, row: () => null });
    const { files } = await startFilesProcess();
    const { handle } = await files.openImage({ path });
    expect(await files.readProvenance({ handle })).toBeNull();
  });
});

describe('a small file', () => {
  it('is written whole, in place of another or through a link', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'figure.svg');
    const { files } = await startFilesProcess();
    expect(await files.writeFile({ path, bytes: Buffer.from('<svg/>') })).toEqual({ bytes: 6 });
    symlinkSync(path, join(folder, 'link.svg'));
    await files.writeFile({ path: join(folder, 'link.svg'), bytes: Buffer.from('<svg>2</svg>') });
    expect(readFileSync(path, 'latin1')).toBe('<svg>2</svg>');
    expect(readdirSync(folder).sort()).toEqual(['figure.svg', 'link.svg']);
  });

  it('that cannot be written gets its sentence', async () => {
    const path = join(temporaryFolder(), 'none', 'deeper', 'figure.svg');
    const { files } = await startFilesProcess();
    const written = files.writeFile({ path, bytes: new Uint8Array(3) });
    await expect(written).rejects.toThrow('"figure.svg" cannot be written: the folder');
    expect(existsSync(path)).toBe(false);
  });
});
