import { basename } from 'node:path';
import { FileNotWritableError } from '../../contract/errors';
import type { Provenance } from '../../contract/files-api';
import type { ImageInfo, ImageSource, PixelType } from '../../contract/image';
import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import { WRITTEN_FORMATS, writtenFormat } from '../../contract/written-formats';
import { planeGeometry } from '../../imaging/geometry';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import { createImage } from '../create-image';

/** Bytes of a band of rows that is copied at a time. */
const BAND_BYTES = 16 * 2 ** 20;

/** Pixel types that no format has, by the one that holds all their values exactly. */
const HELD_BY: Partial<Record<PixelType, PixelType>> = { bool: 'uint8', float16: 'float32' };

/**
 * Writes a copy of an image; the format follows the name: see {@link createImage}. Streams in bands of rows; an existing
 * file is replaced when the copy is complete. Values are never changed: a pixel type that the format does not hold is
 * refused with the format that does. Progress counts rows.
 */
export async function copyImage(
  source: ImageSource,
  path: string,
  provenance: Provenance,
  { signal, onProgress }: CallOptions = {},
): Promise<{ path: string; bytes: number }> {
  const { info } = source;
  const { width, height, samples, planes } = planeGeometry(info);
  const copy: ImageInfo = {
    ...info,
    pixelType: heldType(path, info.pixelType),
    levels: [{ width, height }],
    notes: [],
  };
  const sink = await createImage(path, copy, provenance, signal ? { signal } : {});
  try {
    const { make } = PIXEL_TYPES[copy.pixelType];
    const rows = Math.max(1, Math.floor(BAND_BYTES / (width * samples * make(1).byteLength)));
    const total = planes * height;
    for (let plane = 0; plane < planes; plane++) {
      for (let y = 0; y < height; y += rows) {
        throwIfCancelled(signal);
        const region = { plane, x: 0, y, width, height: Math.min(rows, height - y) };
        const block = await source.readRegion(region, signal ? { signal } : {});
        await sink.writeRegion(region, { ...block, pixelType: copy.pixelType });
        onProgress?.({
          done: plane * height + y + region.height,
          total,
          unit: 'rows',
          activity: basename(path),
        });
      }
    }
    throwIfCancelled(signal);
    await sink.finish();
  } catch (error) {
    await sink.abort();
    throw error;
  }
  return { path, bytes: sink.file.bytes };
}

/** The type that the copy has: its own, or one that holds all its values and lies in memory alike. */
function heldType(path: string, own: PixelType): PixelType {
  const named = writtenFormat(path);
  const type = HELD_BY[own] ?? own;
  if (!named || named.pixelTypes.includes(type)) return type; // a name of no format is refused when the file is made
  const others = WRITTEN_FORMATS.filter(({ pixelTypes }) => pixelTypes.includes(type));
  const cure =
    others.length > 0
      ? `Save it as ${others.map(({ name }) => name).join(' or ')} (.ome.tif), which does.`
      : 'No format that Finescope writes does; its values can be kept in the file they are in.';
  throw new FileNotWritableError(
    `"${basename(path)}" cannot be written: ${named.name} holds no ${own} pixels. ${cure}`,
    { path },
  );
}
