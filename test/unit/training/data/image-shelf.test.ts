import { describe, expect, it } from 'vitest';
import { FileChangedError, FileNotReadableError } from '../../../../src-main/contract/errors';
import type { DataFiles } from '../../../../src-main/training/data/data-files';
import { ImageShelf } from '../../../../src-main/training/data/image-shelf';
import { memoryData, picture, type MemoryDisk } from '../../../support/memory-data';

const REGION = { plane: 0, x: 1, y: 2, width: 3, height: 4 };

/** A shelf for two open files over a disk that tells which are open. */
function watchedShelf(disk: MemoryDisk) {
  const { files } = memoryData(disk);
  const open = new Map<string, number>();
  let opened = 0;
  const watched: DataFiles = {
    ...files,
    async openImage(path, options) {
      const image = await files.openImage(path, options);
      opened++;
      open.set(path, (open.get(path) ?? 0) + 1);
      return { ...image, close: async () => void open.set(path, open.get(path)! - 1) };
    },
  };
  const count = () => [...open.values()].reduce((a, b) => a + b, 0);
  return { shelf: new ImageShelf(watched, 2), open: count, opened: () => opened };
}

describe('images on the shelf', () => {
  const disk = (): MemoryDisk =>
    Object.fromEntries(
      [1, 2, 3, 4].map((seed) => [`/${seed}.tif`, picture({ seed, width: 16, height: 16 })]),
    );

  it('are opened again when they are read, and few are open at a time', async () => {
    const { shelf, open, opened } = watchedShelf(disk());
    const images = [];
    for (const path of ['/1.tif', '/2.tif', '/3.tif', '/4.tif'])
      images.push((await shelf.source(path)).image);
    expect(open()).toBe(2);
    const first = await images[0]!.readRegion(REGION);
    expect(first.data).toHaveLength(12);
    expect(open()).toBe(2);
    expect(opened()).toBe(5);
    await images[0]!.readRegion(REGION);
    expect(opened()).toBe(5);
    await shelf.close();
    expect(open()).toBe(0);
  });

  it('that are being read are not closed', async () => {
    const { shelf, open } = watchedShelf(disk());
    const images = [];
    for (const path of ['/1.tif', '/2.tif', '/3.tif', '/4.tif'])
      images.push((await shelf.source(path)).image);
    const blocks = await Promise.all(images.map((image) => image.readRegion(REGION)));
    expect(new Set(blocks.map(({ data }) => data.join())).size).toBe(4);
    expect(open()).toBe(2);
  });

  it('that were replaced by others are refused', async () => {
    const content = disk();
    const { shelf } = watchedShelf(content);
    const { image } = await shelf.source('/1.tif');
    await shelf.source('/2.tif');
    await shelf.source('/3.tif');
    content['/1.tif'] = picture({ width: 20, height: 16 });
    await expect(image.readRegion(REGION)).rejects.toThrow(FileChangedError);
  });

  it('that could not be opened are tried again', async () => {
    const content = disk();
    const { shelf } = watchedShelf(content);
    await expect(shelf.source('/5.tif')).rejects.toThrow(FileNotReadableError);
    content['/5.tif'] = picture({ width: 16, height: 16 });
    expect((await shelf.source('/5.tif')).count).toBe(1);
  });
});
