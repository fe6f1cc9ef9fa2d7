import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { FileTooLargeError } from '../contract/errors';
import { naturalOrder } from '../imaging/natural-order';
import { notReadable } from './byte-source';
import { fileDisk } from './disk';
import { openImage } from './open-image';

/** A table of positions of a hundred million emitters is larger than this; nothing that is one table is. */
const LARGEST_TEXT = 2 ** 29;

/** The disk as training data need it: see `training/data/data-files.ts`, whose interface this fits. */
export const dataDisk = {
  openImage,
  stamp: fileDisk.stamp,

  async list(folder: string): Promise<{ name: string; isFolder: boolean }[]> {
    try {
      const entries = await readdir(folder);
      const visible = entries.filter((name) => !name.startsWith('.')).sort(naturalOrder);
      const listed: { name: string; isFolder: boolean }[] = [];
      for (const name of visible) {
        const found = await stat(resolve(folder, name)).catch(() => null); // a link to nothing is nothing
        if (found) listed.push({ name, isFolder: found.isDirectory() });
      }
      return listed;
    } catch (error) {
      throw notReadable(folder, error);
    }
  },

  async readText(path: string): Promise<string> {
    const { bytes } = await fileDisk.stamp(path);
    if (bytes > LARGEST_TEXT) {
      throw new FileTooLargeError(
        `"${basename(path)}" has ${Math.round(bytes / 2 ** 20)} MB; a table may have ${LARGEST_TEXT / 2 ** 20}. Divide it.`,
        { path },
      );
    }
    try {
      return await readFile(path, 'utf8');
    } catch (error) {
      throw notReadable(path, error);
    }
  },

  startHash() {
    const hash = createHash('sha256');
    return { update: (bytes: Uint8Array) => void hash.update(bytes), digest: () => hash.digest('hex') };
  },

  resolve: (folder: string, name: string) => resolve(folder, name),
  nameOf: (path: string) => basename(path),
  folderOf: (path: string) => dirname(resolve(path)),
  relative: (folder: string, path: string) => relative(folder, resolve(path)).split(sep).join('/'),
};
