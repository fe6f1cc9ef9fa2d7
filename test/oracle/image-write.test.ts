import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ChannelInfo, ImageInfo, PixelArray, PixelType } from '../../src-main/contract/image';
import { planeGeometry } from '../../src-main/imaging/geometry';
import { createImage } from '../../src-main/io/create-image';
import { hasImagej, NEEDS_IMAGEJ, seenByImagej, type SeenByImagej } from '../support/imagej';
import { imageInfo } from '../support/memory-source';
import { hasPython, NEEDS_PYTHON, runPython } from '../support/python';
import { sharedFolder } from '../support/temporary-folder';
import { pixelsOf, writeImage } from '../support/write-image';

// Debian's ImageJ (read_written.java) and tifffile (read_written.py) read what Finescope writes.

const lutOf = (red: number, green: number, blue: number) =>
  Uint8Array.from({ length: 768 }, (_, i) =>
    Math.round((Math.floor(i / 3) * [red, green, blue][i % 3]!) / 255),
  );
const calibration = { pixelSizeUm: { x: 0.0651234, y: 0.13, z: 0.3 }, frameIntervalS: 0.25 };
const dapi: ChannelInfo = { name: 'DAPI', lut: lutOf(0, 0, 255), displayRange: { min: 3, max: 300 } };
const gfp: ChannelInfo = { name: 'GFP µ', lut: lutOf(10, 255, 40), displayRange: { min: 5, max: 200 } };
const provenance = { finescope: '0.1.0', model: { name: 'DenseED µ', sha256: 'abcdef' }, slices: [1, 2] };

const IMAGEJ_TYPES: PixelType[] = ['uint8', 'uint16', 'int16', 'float32'];
const OME_TYPES: PixelType[] = [...IMAGEJ_TYPES, 'int8', 'uint32', 'int32', 'float64'];

const image = (axes: string, shape: number[], pixelType: PixelType, more: Partial<ImageInfo> = {}) =>
  imageInfo({ axes, shape, pixelType, calibration, ...more });

/** The images that are written, by name of file. */
const IMAGES: Record<string, ImageInfo> = {
  'hyper.tif': image('TZCYX', [2, 3, 2, 5, 7], 'uint16', { channels: [dapi, gfp] }),
  'hyper.ome.tif': image('TZCYX', [2, 3, 2, 5, 7], 'uint16', {
    channels: [dapi, gfp],
    name: 'µ <cells> & "more"',
  }),
  'turned.tif': image('CTYX', [2, 3, 5, 7], 'uint16', { channels: [dapi, gfp] }),
  'turned.ome.tif': image('CTYX', [2, 3, 5, 7], 'uint16', { channels: [dapi, gfp] }),
  'rgb.tif': image('TYXS', [2, 5, 7, 3], 'uint8'),
  'rgb.ome.tif': image('TYXS', [2, 5, 7, 3], 'uint8'),
  'ranges.tif': image('CYX', [2, 5, 7], 'float32', { channels: [{ ...dapi, displayRange: null }, gfp] }),
  'line.tif': image('YX', [1, 7], 'uint16', {
    calibration: { pixelSizeUm: { x: null, y: null, z: null }, frameIntervalS: null },
  }),
  ...Object.fromEntries(
    IMAGEJ_TYPES.map((type) => [`${type}.tif`, image('TYX', [2, 5, 7], type, { channels: [gfp] })]),
  ),
  ...Object.fromEntries(OME_TYPES.map((type) => [`${type}.ome.tif`, image('ZYX', [2, 5, 7], type)])),
};

/** Beyond 4 GB: 4096 x 4096 bytes a plane, of which only two corners are written; the rest takes no room on the disk. */
const LARGE = imageInfo({ axes: 'TYX', shape: [260, 4096, 4096], pixelType: 'uint8' });

const folder = sharedFolder();
const written = new Map<string, PixelArray>();

beforeAll(async () => {
  for (const [name, info] of Object.entries(IMAGES)) {
    const data = pixelsOf(info);
    written.set(name, data);
    await writeImage(join(folder, name), info, data, provenance);
  }
  for (const name of ['large.tif', 'large.ome.tif']) {
    const sink = await createImage(join(folder, name), LARGE, {});
    const corner = { width: 1, height: 1, samples: 1, pixelType: 'uint8' as const };
    await sink.writeRegion(
      { plane: 0, x: 0, y: 0, width: 1, height: 1 },
      { ...corner, data: Uint8Array.of(17) },
    );
    await sink.writeRegion(
      { plane: 259, x: 4095, y: 4095, width: 1, height: 1 },
      { ...corner, data: Uint8Array.of(42) },
    );
    await sink.finish();
  }
});

/** The planes of a written image in the file's order: for ImageJ, those of "CTYX" turned to "TCYX". */
function planesOf(name: string): number[][] {
  const info = IMAGES[name]!;
  const { width, height, samples, planes } = planeGeometry(info);
  const size = width * height * samples;
  const all = Array.from({ length: planes }, (_, i) => [
    ...written.get(name)!.slice(i * size, (i + 1) * size),
  ]);
  return name === 'turned.tif' ? [0, 3, 1, 4, 2, 5].map((plane) => all[plane]!) : all;
}

describe.skipIf(!hasImagej)(`ImageJ 1.53t reads what is written (${NEEDS_IMAGEJ})`, () => {
  const names = Object.keys(IMAGES).filter((name) => !name.endsWith('.ome.tif'));
  const seen = new Map<string, SeenByImagej>();

  beforeAll(async () => {
    const paths = [...names.map((name) => join(folder, name)), `virtual:${join(folder, 'large.tif')}`];
    const all = await seenByImagej(paths);
    [...names, 'large.tif'].forEach((name, i) => seen.set(name, all[i]!));
  });

  test.each(names.filter((name) => name !== 'rgb.tif'))('every value of %s', (name) => {
    expect(seen.get(name)!.planes).toEqual(planesOf(name));
  });

  test('the colours of RGB', () => {
    const colours = planesOf('rgb.tif').map((plane) =>
      Array.from(
        { length: plane.length / 3 },
        (_, i) => (plane[3 * i]! << 16) | (plane[3 * i + 1]! << 8) | plane[3 * i + 2]!,
      ),
    );
    expect(seen.get('rgb.tif')!).toMatchObject({
      bitDepth: 24,
      dimensions: [7, 5, 1, 1, 2],
      planes: colours,
    });
  });

  test('the dimensions of hyperstacks', () => {
    expect(seen.get('hyper.tif')!.dimensions).toEqual([7, 5, 2, 3, 2]);
    expect(seen.get('turned.tif')!.dimensions).toEqual([7, 5, 2, 1, 3]);
    expect(seen.get('uint8.tif')!.dimensions).toEqual([7, 5, 1, 1, 2]);
    expect(seen.get('line.tif')!.dimensions).toEqual([7, 1, 1, 1, 1]);
  });

  test('the pixel size to a millionth, the distance of slices and the frame interval', () => {
    const { voxel, unit, frameInterval } = seen.get('hyper.tif')!;
    [0.0651234, 0.13, 0.3].forEach((size, axis) =>
      expect(Math.abs(voxel[axis]! / size - 1)).toBeLessThan(1e-6),
    );
    expect([unit, frameInterval]).toEqual(['micron', 0.25]);
    expect(seen.get('line.tif')!.voxel).toEqual([1, 1, 1]);
  });

  test('the names of channels as labels of slices', () => {
    expect(seen.get('hyper.tif')!.labels).toEqual(
      Array.from({ length: 12 }, (_, i) => (i % 2 ? 'GFP µ' : 'DAPI')),
    );
    expect(seen.get('uint16.tif')!.labels).toEqual(['GFP µ', 'GFP µ']);
  });

  test('LUTs and display ranges of every channel of a composite', () => {
    expect(seen.get('hyper.tif')!.composite).toBe(true);
    expect(seen.get('hyper.tif')!.luts).toEqual([
      { top: [0, 0, 255], middle: [0, 0, 100], min: 3, max: 300 },
      { top: [10, 255, 40], middle: [4, 100, 16], min: 5, max: 200 },
    ]);
  });

  test('the range of the pixels written where a channel of a composite has none of its own', () => {
    const [first, second] = seen.get('ranges.tif')!.luts;
    const values = planesOf('ranges.tif')[0]!;
    expect([first!.min, first!.max]).toEqual([Math.min(...values), Math.max(...values)]);
    expect([second!.min, second!.max]).toEqual([5, 200]);
  });

  test.each(['uint8', 'uint16', 'float32'])('the LUT and display range of a single %s channel', (type) => {
    const { luts, range } = seen.get(`${type}.tif`)!;
    expect(luts[0]).toMatchObject({ top: [10, 255, 40], middle: [4, 100, 16] });
    expect(range).toEqual([5, 200]);
  });

  test("the provenance record as the image's info", () => {
    expect(seen.get('hyper.tif')!.info).toBe(
      'Finescope provenance\nfinescope = 0.1.0\nmodel.name = DenseED µ\nmodel.sha256 = abcdef\nslices = [1,2]\n',
    );
  });

  test('the first and the last plane of a stack beyond 4 GB', () => {
    const { dimensions, planes } = seen.get('large.tif')!;
    expect(dimensions).toEqual([4096, 4096, 1, 1, 260]);
    expect(planes).toEqual([
      [17, 0],
      [0, 42],
    ]);
  });
});

interface SeenByTifffile {
  axes: string;
  shape: number[];
  dtype: string;
  kind: string;
  bigTiff: boolean;
  pages: number;
  resolution: number[];
  resolutionUnit: number | null;
  planes: number[][];
  imagej: Record<string, unknown> & { Labels: string[]; LUTs: number[][][]; Ranges: number[]; Info: string };
  schemaErrors: string[];
  ome: {
    images: {
      name: string;
      pixels: Record<string, unknown> & { channels: { name: string; color: unknown }[] };
    }[];
    structured_annotations: { map_annotations: { namespace: string; value: Record<string, string> }[] };
  };
}

describe.skipIf(!hasPython)(`tifffile reads what is written (${NEEDS_PYTHON})`, () => {
  const names = Object.keys(IMAGES);
  const seen = new Map<string, SeenByTifffile>();

  beforeAll(async () => {
    const script = fileURLToPath(new URL('read_written.py', import.meta.url));
    const paths = names.map((name) => join(folder, name));
    const large = ['large.tif', 'large.ome.tif'].map((name) => `virtual:${join(folder, name)}`);
    const lines = (await runPython(script, [...paths, ...large])).trim().split('\n');
    [...names, 'large.tif', 'large.ome.tif'].forEach((name, i) => seen.set(name, JSON.parse(lines[i]!)));
  });

  test.each(names)('every value of %s', (name) => {
    expect(seen.get(name)!.planes).toEqual(planesOf(name));
  });

  test.each(names)('shape, axes and pixel type of %s', (name) => {
    const { axes, shape, pixelType } = IMAGES[name]!;
    const { axes: read, ...found } = seen.get(name)!;
    expect(found.dtype).toBe(pixelType);
    if (name === 'turned.tif') expect([read, found.shape]).toEqual(['TCYX', [3, 2, 5, 7]]);
    else expect([read, found.shape]).toEqual([axes, shape]);
    expect(found.kind).toBe(name.endsWith('.ome.tif') ? 'ome' : 'imagej');
  });

  test('the calibration of an ImageJ stack', () => {
    const { resolution, imagej } = seen.get('hyper.tif')!;
    [0.0651234, 0.13].forEach((size, axis) =>
      expect(Math.abs(1 / resolution[axis]! / size - 1)).toBeLessThan(1e-9),
    );
    expect(imagej).toMatchObject({
      unit: 'micron',
      spacing: 0.3,
      finterval: 0.25,
      mode: 'composite',
      min: 3,
      max: 300,
    });
  });

  test('the channel names, ranges, LUTs and provenance of an ImageJ stack', () => {
    const { Labels, Ranges, LUTs, Info } = seen.get('hyper.tif')!.imagej;
    expect(Labels.slice(0, 3)).toEqual(['DAPI', 'GFP µ', 'DAPI']);
    expect(Ranges).toEqual([3, 300, 5, 200]);
    const planar = (lut: Uint8Array) => [0, 1, 2].map((c) => [...lut.filter((_, i) => i % 3 === c)]);
    expect(LUTs).toEqual([planar(dapi.lut!), planar(gfp.lut!)]);
    expect(Info).toContain('model.name = DenseED µ\n');
  });

  test('calibration, channels and provenance of an OME-TIFF', () => {
    const { ome, resolution, resolutionUnit } = seen.get('hyper.ome.tif')!;
    const { name, pixels } = ome.images[0]!;
    expect(name).toBe('µ <cells> & "more"');
    expect(pixels).toMatchObject({
      physical_size_x: 0.0651234,
      physical_size_x_unit: 'µm',
      physical_size_y: 0.13,
      physical_size_z: 0.3,
      time_increment: 0.25,
    });
    expect(pixels.channels.map((channel) => channel.name)).toEqual(['DAPI', 'GFP µ']);
    expect(pixels.channels.map((channel) => channel.color)).toEqual(['blue', '#0aff28']);
    const [annotation] = ome.structured_annotations.map_annotations;
    expect(annotation!.namespace).toBe('finescope/provenance');
    expect(annotation!.value).toMatchObject({ 'model.name': 'DenseED µ', slices: '[1,2]' });
    expect(resolutionUnit).toBe(3);
    expect(1e4 / resolution[0]!).toBeCloseTo(0.0651234, 9);
  });

  test.each(names.filter((name) => name.endsWith('.ome.tif')))('%s is valid by the OME schema', (name) => {
    expect(seen.get(name)!.schemaErrors).toEqual([]);
  });

  test("a stack beyond 4 GB: one directory in ImageJ's way, BigTIFF in an OME-TIFF", () => {
    const corners = [
      [17, 0],
      [0, 42],
    ];
    expect(seen.get('large.tif')).toMatchObject({
      bigTiff: false,
      pages: 1,
      shape: LARGE.shape,
      planes: corners,
    });
    expect(seen.get('large.ome.tif')).toMatchObject({
      bigTiff: true,
      pages: 260,
      shape: LARGE.shape,
      planes: corners,
    });
  });
});
