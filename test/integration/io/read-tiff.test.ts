import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImageSource } from '../../../src-main/contract/image';
import { CancelSource } from '../../../src-main/contract/signal';
import { openImage } from '../../../src-main/io/open-image';
import { readStatistics } from '../../../src-main/io/read-statistics';
import { temporaryFolder } from '../../support/temporary-folder';
import {
  buildTiff,
  greyTags,
  type BuildOptions,
  type BuiltPage,
  type BuiltTag,
} from '../../support/tiff-builder';

const short = (code: number, ...values: number[]): BuiltTag => ({ code, type: 3, values });
const text = (code: number, value: string): BuiltTag => ({ code, type: 2, values: value });

/** Writes a file and opens it; `image.series[0]` is what most tests are about. */
async function open(pages: BuiltPage[], options?: BuildOptions, name = 'image.tif') {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, buildTiff(pages, options));
  return openImage(path);
}

const whole = async (source: ImageSource, plane = 0) => {
  const { width, height } = source.info.levels[0]!;
  return [...(await source.readRegion({ plane, x: 0, y: 0, width, height })).data];
};

/** Bytes of 16-bit samples. */
const words = (values: number[], littleEndian = true) => {
  const bytes = new DataView(new ArrayBuffer(values.length * 2));
  values.forEach((value, i) => bytes.setUint16(i * 2, value, littleEndian));
  return new Uint8Array(bytes.buffer);
};
const ramp = (length: number, from = 0) => Array.from({ length }, (_, i) => from + i);

describe('a TIFF image', () => {
  it.each([
    [true, false],
    [false, false],
    [true, true],
    [false, true],
  ])(
    'is read in either byte order, classic or big (little endian %s, BigTIFF %s)',
    async (littleEndian, bigTiff) => {
      const page = { tags: greyTags(5, 3, 16), blocks: [words(ramp(15, 300), littleEndian)] };
      const { series, format } = await open([page], { littleEndian, bigTiff });
      expect(format).toBe('TIFF');
      expect(series[0]!.info).toMatchObject({ shape: [3, 5], axes: 'YX', pixelType: 'uint16' });
      expect(await whole(series[0]!)).toEqual(ramp(15, 300));
    },
  );

  it('gives any rectangle of tiles that reach over the edge', async () => {
    // 5 x 4 pixels in tiles of 3 x 2: two columns, two rows.
    const tile = (x: number, y: number) => {
      const at = [0, 1].flatMap((row) => [0, 1, 2].map((column) => [x * 3 + column, y * 2 + row] as const));
      return Uint8Array.from(at.map(([column, row]) => (column < 5 ? row * 10 + column : 99)));
    };
    const tags = greyTags(5, 4, 8, [short(322, 3), short(323, 2)]).filter(({ code }) => code !== 278);
    const blocks = [tile(0, 0), tile(1, 0), tile(0, 1), tile(1, 1)];
    const { series } = await open([{ tags, blocks, tiled: true }]);
    const { data } = await series[0]!.readRegion({ plane: 0, x: 2, y: 1, width: 3, height: 2 });
    expect([...data]).toEqual([12, 13, 14, 22, 23, 24]);
  });

  it('counts separately stored samples as planes', async () => {
    const tags = greyTags(2, 1, 8, [short(277, 3), short(258, 8, 8, 8), short(262, 2), short(284, 2)]);
    const { series } = await open([
      { tags, blocks: [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6)] },
    ]);
    expect(series[0]!.info).toMatchObject({ axes: 'SYX', shape: [3, 1, 2] });
    expect(await whole(series[0]!, 1)).toEqual([3, 4]);
  });

  it('reads bits in reversed order where the file says so', async () => {
    const tags = greyTags(9, 1, 1, [short(266, 2)]);
    const { series } = await open([{ tags, blocks: [Uint8Array.of(0b00000001, 0b00000001)] }]);
    expect(series[0]!.info.pixelType).toBe('bool');
    expect(await whole(series[0]!)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('reads a deflated block that is followed by other data', async () => {
    const tags = greyTags(4, 2, 8, [short(259, 8)]);
    const { series } = await open([{ tags, blocks: [deflateSync(Uint8Array.from(ramp(20)))] }]);
    expect(await whole(series[0]!)).toEqual(ramp(8));
  });

  it('shows blocks that the file leaves out as zeros, or as the value it names', async () => {
    const strips = [
      { code: 278, type: 3, values: [1] } as BuiltTag,
      { code: 279, type: 4, values: [2, 0] } as BuiltTag,
    ];
    const page = (more: BuiltTag[]) => ({
      tags: greyTags(2, 2, 8, [...strips, ...more]),
      blocks: [Uint8Array.of(4, 5)],
      offsets: [8, 0],
    });
    expect(await whole((await open([page([])])).series[0]!)).toEqual([4, 5, 0, 0]);
    expect(await whole((await open([page([text(42113, '7')])])).series[0]!)).toEqual([4, 5, 7, 7]);
  });

  it('keeps 64-bit integers exact and refuses those beyond 2^53', async () => {
    const of = (value: bigint) => new Uint8Array(BigUint64Array.of(value).buffer);
    const exact = await open([{ tags: greyTags(1, 1, 64), blocks: [of(2n ** 53n - 1n)] }]);
    expect(await whole(exact.series[0]!)).toEqual([2 ** 53 - 1]);
    const beyond = await open([{ tags: greyTags(1, 1, 64), blocks: [of(2n ** 53n + 1n)] }]);
    await expect(whole(beyond.series[0]!)).rejects.toMatchObject({ tag: 'UnsupportedFileError' });
  });

  it('may be cancelled', async () => {
    const { series } = await open([{ tags: greyTags(2, 2, 8), blocks: [Uint8Array.of(1, 2, 3, 4)] }]);
    const cancel = new CancelSource();
    cancel.abort();
    const region = { plane: 0, x: 0, y: 0, width: 2, height: 2 };
    await expect(series[0]!.readRegion(region, { signal: cancel.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('refuses a rectangle outside the plane', async () => {
    const { series } = await open([{ tags: greyTags(2, 2, 8), blocks: [Uint8Array.of(1, 2, 3, 4)] }]);
    const region = { plane: 0, x: 1, y: 0, width: 2, height: 2 };
    await expect(series[0]!.readRegion(region)).rejects.toMatchObject({ tag: 'InvalidRequestError' });
  });
});

describe('pages', () => {
  const page = (value: number, more: BuiltTag[] = []): BuiltPage => ({
    tags: greyTags(2, 1, 8, more),
    blocks: [Uint8Array.of(value, value)],
  });

  it('alike are one series, others another', async () => {
    const other = { tags: greyTags(3, 1, 8), blocks: [Uint8Array.of(7, 8, 9)] };
    const { series } = await open([page(1), other, page(2)]);
    expect(series.map(({ info }) => info.axes + info.shape.join())).toEqual(['IYX2,1,2', 'YX1,3']);
    expect(await whole(series[0]!, 1)).toEqual([2, 2]);
  });

  it('that point back to the first end there, with a note', async () => {
    const { series } = await open([page(1), page(2)], { lastPointsTo: 0 });
    expect(series[0]!.info.shape).toEqual([2, 1, 2]);
    expect(series[0]!.info.notes).toEqual([
      'The list of pages of "image.tif" runs in a circle; its 2 different pages are shown.',
    ]);
  });

  it('after one directory of ImageJ lie one after the other', async () => {
    const description = text(
      270,
      'ImageJ=1.54f\nimages=3\nframes=3\nunit=micron\nfinterval=0.5\nmin=1\nmax=9\n',
    );
    const resolution = { code: 282, type: 5, values: [10, 1] } as BuiltTag;
    const tags = greyTags(2, 1, 8, [description, resolution, { code: 279, type: 4, values: [2] }]);
    const { series, format } = await open([{ tags, blocks: [Uint8Array.of(1, 2, 3, 4, 5, 6)] }]);
    expect(format).toBe('ImageJ TIFF');
    expect(series[0]!.info).toMatchObject({ axes: 'TYX', shape: [3, 1, 2] });
    expect(series[0]!.info.calibration).toEqual({
      pixelSizeUm: { x: 0.1, y: null, z: null },
      frameIntervalS: 0.5,
    });
    expect(series[0]!.info.channels).toEqual([{ name: null, lut: null, displayRange: { min: 1, max: 9 } }]);
    expect(await whole(series[0]!, 2)).toEqual([5, 6]);
  });

  it.each([
    ['czt', ['red', '', 'red', '', 'red', ''], ['red', null]],
    ['ztc', ['red', 'red', 'red', 'green', 'green', 'green'], ['red', 'green']],
    ['czt', ['1', '2', '3', '4', '5', '6'], [null, null]],
    ['czt', ['red', 'green'], [null, null]],
  ])(
    'have the names of channels in labels that are alike for a channel (%s, %j)',
    async (order, labels, names) => {
      const texts = labels.map((label) => words([...label].map((letter) => letter.charCodeAt(0))));
      const metadata = Buffer.concat([
        Buffer.from('JIJIlbal'),
        Uint8Array.of(labels.length, 0, 0, 0),
        ...texts,
      ]);
      const tags = greyTags(2, 1, 8, [
        text(270, `ImageJ=1.54f\nimages=6\nchannels=2\nframes=3\nhyperstack=true\norder=${order}\n`),
        { code: 50838, type: 4, values: [12, ...texts.map((bytes) => bytes.length)] },
        { code: 50839, type: 7, values: metadata },
      ]);
      const { series } = await open([{ tags, blocks: [Uint8Array.from(ramp(12))] }]);
      expect(series[0]!.info.channels.map(({ name }) => name)).toEqual(names);
    },
  );

  it('that ImageJ speaks of but the file does not hold are not made up', async () => {
    const description = text(270, 'ImageJ=1.54f\nimages=300\nframes=300\n');
    const { series } = await open([page(1, [description])]);
    expect(series[0]!.info).toMatchObject({ axes: 'YX', shape: [1, 2] });
    expect(series[0]!.info.notes.join()).toContain('speaks of 300 planes, more than the file holds');
  });
});

describe('calibration of a plain TIFF', () => {
  it.each([
    ['centimetres and a small pixel', 3, 100_000, 0.1],
    ['inches and a small pixel', 2, 254_000, 0.1],
    ['a pixel for printing', 2, 300, null],
    ['no unit', 1, 100_000, null],
  ])('comes from resolution tags with %s', async (_, unit, perUnit, um) => {
    const tags = greyTags(1, 1, 8, [{ code: 282, type: 5, values: [perUnit, 1] }, short(296, unit)]);
    const { series } = await open([{ tags, blocks: [Uint8Array.of(1)] }]);
    const { x } = series[0]!.info.calibration.pixelSizeUm;
    if (um === null) expect(x).toBeNull();
    else expect(x).toBeCloseTo(um, 12);
  });
});

describe('a damaged TIFF', () => {
  it('that claims more pixels than it could hold is refused when it is opened', async () => {
    const page = { tags: greyTags(100_000, 100_000, 16), blocks: [new Uint8Array(64)] };
    await expect(open([page])).rejects.toMatchObject({
      tag: 'DamagedFileError',
      message: expect.stringContaining('100000 x 100000 pixels') as string,
    });
  });

  it('whose strips share one block that expands enormously is refused when it is opened', async () => {
    const block = deflateSync(new Uint8Array(120_000));
    const strips = 7500;
    const tags = greyTags(30_000, 30_000, 8, [
      { code: 278, type: 4, values: [4] },
      { code: 279, type: 4, values: new Array<number>(strips).fill(block.length) },
      short(259, 8),
    ]);
    const page = { tags, blocks: [block], offsets: new Array<number>(strips).fill(8) };
    await expect(open([page])).rejects.toMatchObject({ tag: 'DamagedFileError' });
  });

  it('whose block ends too early says which block, and the file still opens', async () => {
    const tags = greyTags(4, 2, 8, [short(259, 8)]);
    const { series } = await open([{ tags, blocks: [deflateSync(Uint8Array.of(1, 2, 3))] }]);
    await expect(whole(series[0]!)).rejects.toThrow('holds 3 bytes where block 1 of page 1 should have 8');
  });

  it.each([
    ['WebP', 50001],
    ['CCITT group 4 (fax)', 4],
    ['JPEG 2000', 34712],
    ['an unknown compression (number 999)', 999],
  ])('or one stored with %s is refused with what to do', async (name, compression) => {
    const page = { tags: greyTags(2, 2, 8, [short(259, compression)]), blocks: [new Uint8Array(4)] };
    await expect(open([page])).rejects.toMatchObject({
      tag: 'UnsupportedFileError',
      message: expect.stringMatching(
        new RegExp(`is stored with ${name.replace(/[()]/g, '.')}.*Save it again`),
      ) as string,
    });
  });
});

describe('statistics by streaming', () => {
  it('are over all planes and samples, or those asked for', async () => {
    const tags = greyTags(2, 1, 8, [short(277, 2), short(258, 8, 8)]);
    const pages = [1, 11].map((from) => ({ tags, blocks: [Uint8Array.from([from, 100, from + 1, 101])] }));
    const { series } = await open(pages);
    const source = series[0]!;
    expect(source.info.axes).toBe('IYXS');
    expect(await readStatistics(source)).toMatchObject({
      min: 1,
      max: 101,
      mean: (1 + 2 + 11 + 12 + 402) / 8,
    });
    expect(await readStatistics(source, { sample: 0 })).toMatchObject({ min: 1, max: 12, mean: 6.5 });
    expect(await readStatistics(source, { planes: [1], sample: 1 })).toMatchObject({
      min: 100,
      max: 101,
      std: 0.5,
    });
  });

  it('leave out and count what is not finite', async () => {
    const values = new Uint8Array(Float32Array.of(1, NaN, Infinity, 3).buffer);
    const { series } = await open([{ tags: greyTags(4, 1, 32, [short(339, 3)]), blocks: [values] }]);
    expect(await readStatistics(series[0]!)).toMatchObject({ min: 1, max: 3, mean: 2, std: 1, nonFinite: 2 });
  });
});
