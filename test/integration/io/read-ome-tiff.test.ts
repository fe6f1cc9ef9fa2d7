import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageSource } from '../../../src-main/contract/image';
import { openImage } from '../../../src-main/io/open-image';
import { createFilesService } from '../../../src-main/services/files-service';
import { ome, OME_OF_SET, omeSet, page } from '../../support/ome-set';
import { temporaryFolder } from '../../support/temporary-folder';
import { buildTiff } from '../../support/tiff-builder';

function writeSet(): string {
  const folder = temporaryFolder();
  for (const [i, bytes] of omeSet().entries()) writeFileSync(join(folder, `t${i}.ome.tif`), bytes);
  return folder;
}

const firstPixels = async (source: ImageSource) => {
  const planes = source.info.shape.slice(0, -2).reduce((product, length) => product * length, 1);
  const values = [];
  for (let plane = 0; plane < planes; plane++) {
    values.push((await source.readRegion({ plane, x: 0, y: 0, width: 1, height: 1 })).data[0]);
  }
  return values;
};

describe('OME-TIFF', () => {
  it('of several files opens whole from any of them', async () => {
    const folder = writeSet();
    for (const name of ['t0.ome.tif', 't1.ome.tif']) {
      const { format, series, close } = await openImage(join(folder, name));
      expect(format).toBe('OME-TIFF');
      expect(series[0]!.info).toMatchObject({ name: 'cells', axes: 'TCYX', shape: [2, 2, 1, 2], notes: [] });
      expect(await firstPixels(series[0]!)).toEqual([10, 20, 30, 40]);
      await close();
    }
  });

  it('is not written over while one of its files is read', async () => {
    const folder = writeSet();
    const { api } = createFilesService('0');
    const { handle, series } = await api.openImage({ path: join(folder, 't0.ome.tif') });
    const request = { path: join(folder, 't1.ome.tif'), info: series[0]!, provenance: {} };
    await expect(api.createImage(request)).rejects.toThrow('holds a part of the image being read');
    await api.closeImage({ handle });
  });

  it('whose other file is missing shows what is there and says what is not', async () => {
    const folder = writeSet();
    rmSync(join(folder, 't0.ome.tif'));
    const { series, close } = await openImage(join(folder, 't1.ome.tif'));
    expect(series[0]!.info).toMatchObject({ axes: 'CYX', shape: [2, 1, 2] });
    expect(series[0]!.info.notes).toEqual([
      'This image consists of several files; "t0.ome.tif" is not beside "t1.ome.tif" or cannot be read. ' +
        'The planes of the files that are there are shown.',
    ]);
    expect(await firstPixels(series[0]!)).toEqual([30, 40]);
    await close();
  });

  it('never opens a file outside its folder', async () => {
    const folder = writeSet();
    const inner = OME_OF_SET.replace('FileName="t1.ome.tif"', 'FileName="../t1.ome.tif"');
    const path = join(temporaryFolder(), 't0.ome.tif');
    writeFileSync(path, buildTiff([page(10, inner.replace('../', `${folder}/`)), page(20)]));
    const { series, close } = await openImage(path);
    expect(series[0]!.info.shape).toEqual([2, 1, 2]);
    await close();
  });

  it('has pixel size, frame interval, names and colours of channels', async () => {
    const { series, close } = await openImage(join(writeSet(), 't0.ome.tif'));
    const { calibration, channels } = series[0]!.info;
    expect(calibration).toEqual({ pixelSizeUm: { x: 0.065, y: null, z: 0.3 }, frameIntervalS: 0.25 });
    expect(channels.map(({ name }) => name)).toEqual(['DAPI', 'GFP']);
    // Colour 65535 is 0x0000ffff: blue, opaque.
    expect([...channels[0]!.lut!.slice(765)]).toEqual([0, 0, 255]);
    expect(channels[1]!.lut).toBeNull();
    await close();
  });

  it('of an acquisition that was stopped shows missing planes as zeros', async () => {
    const path = join(temporaryFolder(), 'stopped.ome.tif');
    const xml = ome('SizeC="1" SizeZ="1" SizeT="5"', '<TiffData IFD="0" PlaneCount="5"/>');
    writeFileSync(path, buildTiff([page(1, xml), page(2), page(3)]));
    const { series, close } = await openImage(path);
    expect(series[0]!.info).toMatchObject({ axes: 'TYX', shape: [5, 1, 2] });
    expect(series[0]!.info.notes.join()).toContain('The file holds 3 of the 5 planes');
    expect(await firstPixels(series[0]!)).toEqual([1, 2, 3, 0, 0]);
    await close();
  });

  it('that speaks of absurdly many planes shows those that are there', async () => {
    const path = join(temporaryFolder(), 'absurd.ome.tif');
    const xml = ome('SizeC="4" SizeZ="100000" SizeT="1000000"', '<TiffData/>');
    writeFileSync(path, buildTiff([page(1, xml), page(2)]));
    const { series, close } = await openImage(path);
    expect(series[0]!.info).toMatchObject({ axes: 'IYX', shape: [2, 1, 2] });
    expect(series[0]!.info.notes.join()).toContain('speaks of 400000000000 planes');
    await close();
  });

  it('that holds only pixels names the file with the metadata', async () => {
    const path = join(temporaryFolder(), 'pixels.ome.tif');
    const xml = '<OME><BinaryOnly MetadataFile="set.companion.ome" UUID="urn:uuid:c"/></OME>';
    writeFileSync(path, buildTiff([page(1, xml)]));
    const { series, close } = await openImage(path);
    expect(series[0]!.info.notes.join()).toContain('"set.companion.ome"');
    await close();
  });
});
