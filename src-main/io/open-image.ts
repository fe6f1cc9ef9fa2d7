import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DamagedFileError, UnsupportedFileError } from '../contract/errors';
import type { CancelSignal } from '../contract/signal';
import { ByteSource, notReadable } from './byte-source';
import { FORMATS, HEAD_BYTES, type OpenImage } from './formats';

/** Files that make a folder a Zarr group or array. */
const ZARR_FILES = ['zarr.json', '.zgroup', '.zattrs', '.zarray'];

/**
 * Opens an image file, recognised by its content and never by its name, or a folder of single planes as a stack. Only
 * structure and metadata are read. Throws FileNotReadableError, UnsupportedFileError (with how to export what is not
 * read), DamagedFileError, FileTooLargeError.
 */
export async function openImage(path: string, signal?: CancelSignal): Promise<OpenImage> {
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
  if (isFolder) return (await import('./open-folder')).openFolder(path, signal);

  const source = ByteSource.open(path);
  let head: Uint8Array;
  try {
    head = source.readUpToSync(0, HEAD_BYTES);
  } finally {
    source.close();
  }
  const name = basename(path);
  if (head.length === 0) {
    throw new DamagedFileError(`"${name}" is empty (0 bytes). Copy it again from its source.`, { path });
  }
  const format = FORMATS.find(({ recognises }) => recognises(head, path));
  if (!format) {
    throw new UnsupportedFileError(
      `"${name}" is not an image that Finescope knows; it reads TIFF (ImageJ, OME), BigTIFF and PNG. ` +
        'Export OME-TIFF from the program that made it, or from Fiji (File > Import > Bio-Formats).',
      { path },
    );
  }
  if ('open' in format) return format.open(path, signal);
  throw new UnsupportedFileError(
    `"${name}" is a ${format.name} file, which Finescope does not read. ${format.cure}`,
    { path },
  );
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
