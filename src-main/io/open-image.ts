import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UnsupportedFileError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import { notReadable } from './byte-source';
import type { OpenImage } from './image-file';
import { openFile } from './open-file';
import { openFolder } from './open-folder';

/** Files that make a folder a Zarr group or array. */
const ZARR_FILES = ['zarr.json', '.zgroup', '.zattrs', '.zarray'];

/**
 * Opens an image file, or a folder of single planes as a stack: see {@link openFile} and {@link openFolder}. A Zarr
 * image, which is a folder too, is refused with UnsupportedFileError.
 */
export async function openImage(path: string, options: CallOptions = {}): Promise<OpenImage> {
  const zarr = zarrAround(path);
  if (zarr) {
    throw new UnsupportedFileError(
      `"${basename(zarr)}" is a Zarr image, which Finescope does not read for now. ` +
        'Open it in Fiji (File > Import > HDF5/N5/Zarr/OME-NGFF) and save it as OME-TIFF.',
      { path },
    );
  }
  let isFolder: boolean;
  try {
    isFolder = statSync(path).isDirectory();
  } catch (error) {
    throw notReadable(path, error);
  }
  if (isFolder) return openFolder(path, options);
  return openFile(path, options.signal);
}

/** The Zarr folder that a path is, or lies in, or null. */
function zarrAround(path: string): string | null {
  let at = resolve(path);
  for (;;) {
    if (ZARR_FILES.some((name) => existsSync(join(at, name)))) return at;
    const parent = dirname(at);
    // A file beside zarr.json belongs to it only where the name says so; a store's parts lie in folders below.
    if (parent === at || !(/\.zarr(\.|\/|\\|$)/i.test(at) || ZARR_FILES.includes(basename(at)))) return null;
    at = parent;
  }
}
