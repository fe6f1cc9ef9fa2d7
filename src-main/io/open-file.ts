import { basename } from 'node:path';
import { DamagedFileError, UnsupportedFileError } from '../contract/errors';
import type { CancelSignal } from '../contract/signal';
import { ByteSource } from './byte-source';
import { FORMATS, HEAD_BYTES } from './formats';
import type { OpenImage } from './image-file';

/**
 * Opens an image file, recognised by its content and never by its name. Only structure and metadata are read. Throws
 * FileNotReadableError, UnsupportedFileError (with how to export what is not read), DamagedFileError, FileTooLargeError.
 */
export async function openFile(path: string, signal?: CancelSignal): Promise<OpenImage> {
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
