import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { openImage } from '../../../src-main/io/open-image';
import { temporaryFolder } from '../../support/temporary-folder';
import { buildTiff, greyTags } from '../../support/tiff-builder';

const head = (bytes: number[] | string, at = 0) => {
  const file = new Uint8Array(600);
  file.set(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, at);
  return file;
};
const tiff = (value: number, width = 2) =>
  buildTiff([{ tags: greyTags(width, 1, 8), blocks: [new Uint8Array(width).fill(value)] }]);

describe('a file', () => {
  it.each([
    ['ND2', 'NIS-Elements', head([0xda, 0xce, 0xbe, 0x0a])],
    ['CZI', 'ZEN', head('ZISRAWFILE')],
    ['LIF', 'LAS X', head([0x70, 0, 0, 0, 9, 9, 9, 9, 0x2a])],
    ['OIB', 'FluoView', head([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['OIF', 'FluoView', Buffer.from('\ufeff[ProfileSaveInfo]\r\n', 'utf16le')],
    ['IMS', 'Imaris', head([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['JPEG', 'export TIFF or PNG', head([0xff, 0xd8, 0xff, 0xe0])],
    ['HTML', 'download the image again', head('<!DOCTYPE html><html>')],
  ])(
    'of kind %s is recognised by content, whatever its name, and refused with what to do',
    async (kind, cure, bytes) => {
      const path = join(temporaryFolder(), 'cells.tif');
      writeFileSync(path, bytes);
      await expect(openImage(path)).rejects.toMatchObject({
        tag: 'UnsupportedFileError',
        message: expect.stringMatching(new RegExp(`^"cells.tif" is a .*${kind}.*${cure}`)) as string,
      });
    },
  );

  it('of Olympus VSI is told from a TIFF by its name', async () => {
    const path = join(temporaryFolder(), 'slide.vsi');
    writeFileSync(path, tiff(1));
    await expect(openImage(path)).rejects.toMatchObject({ tag: 'UnsupportedFileError' });
  });

  it('that is missing, empty or of no known kind gets its sentence', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'empty.tif'), '');
    writeFileSync(join(folder, 'notes.txt'), 'hello');
    await expect(openImage(join(folder, 'none.tif'))).rejects.toMatchObject({ tag: 'FileNotReadableError' });
    await expect(openImage(join(folder, 'empty.tif'))).rejects.toThrow('"empty.tif" is empty');
    await expect(openImage(join(folder, 'notes.txt'))).rejects.toThrow(
      'is not an image that Finescope knows',
    );
  });

  it.skipIf(process.platform === 'win32')(
    'that is a pipe is refused at once instead of waiting for a writer',
    async () => {
      const path = join(temporaryFolder(), 'pipe.tif');
      execFileSync('mkfifo', [path]);
      await expect(openImage(path)).rejects.toThrow('"pipe.tif" is a folder, a pipe or a device');
    },
  );

  it('of PNG is read whatever its name', async () => {
    const path = join(temporaryFolder(), 'grey.tif');
    const data = Uint16Array.of(1, 2, 3, 60_000, 5, 6);
    writeFileSync(path, encode({ width: 3, height: 2, channels: 1, depth: 16, data }));
    const { format, series } = await openImage(path);
    expect(format).toBe('PNG');
    expect(series[0]!.info).toMatchObject({ axes: 'YX', shape: [2, 3], pixelType: 'uint16' });
    const block = await series[0]!.readRegion({ plane: 0, x: 1, y: 0, width: 2, height: 2 });
    expect([...block.data]).toEqual([2, 3, 5, 6]);
  });

  it('inside a Zarr folder, and the folder itself, are refused for now', async () => {
    const folder = join(temporaryFolder(), 'cells.ome.zarr');
    mkdirSync(join(folder, '0'), { recursive: true });
    writeFileSync(join(folder, '.zattrs'), '{}');
    writeFileSync(join(folder, '0', '.zarray'), '{}');
    for (const path of [folder, join(folder, '0'), join(folder, '.zattrs')]) {
      await expect(openImage(path)).rejects.toThrow('is a Zarr image, which Finescope does not read for now');
    }
  });
});

describe('a folder of planes', () => {
  it('is a stack in the natural order of names; other files are left aside', async () => {
    const folder = temporaryFolder();
    for (const number of [10, 9, 1]) writeFileSync(join(folder, `cell${number}.tif`), tiff(number));
    writeFileSync(join(folder, 'notes.txt'), 'hello');
    const { format, series, close } = await openImage(folder);
    expect(format).toBe('folder of planes');
    expect(series[0]!.info).toMatchObject({ axes: 'IYX', shape: [3, 1, 2] });
    const values = [];
    for (const plane of [0, 1, 2]) {
      values.push((await series[0]!.readRegion({ plane, x: 0, y: 0, width: 1, height: 1 })).data[0]);
    }
    expect(values).toEqual([1, 9, 10]);
    await close();
  });

  it('has axes where names give them', async () => {
    const folder = temporaryFolder();
    for (const [c, t] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      writeFileSync(join(folder, `a_c${c}_t${t}.tif`), tiff(t * 10 + c));
    }
    const { series, close } = await openImage(folder);
    expect(series[0]!.info).toMatchObject({ axes: 'TCYX', shape: [2, 2, 1, 2] });
    expect((await series[0]!.readRegion({ plane: 2, x: 0, y: 0, width: 1, height: 1 })).data[0]).toBe(10);
    await close();
  });

  it('whose images differ is refused, and the first that differs is named', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a1.tif'), tiff(1));
    writeFileSync(join(folder, 'a2.tif'), tiff(1, 3));
    await expect(openImage(folder)).rejects.toThrow('"a1.tif" is YX 1 x 2 uint8, "a2.tif" is YX 1 x 3 uint8');
  });

  it('without images says so', async () => {
    await expect(openImage(temporaryFolder())).rejects.toMatchObject({ tag: 'FileNotReadableError' });
  });
});
