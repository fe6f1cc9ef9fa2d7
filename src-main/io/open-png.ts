import type { ImageInfo, ImageSource, PixelBlock, Region } from '../contract/image';
import {
  DamagedFileError,
  FileTooLargeError,
  InvalidRequestError,
  TaggedError,
  UnsupportedFileError,
} from '../contract/errors';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { PIXEL_TYPES } from '../imaging/pixel-types';
import { ByteSource } from './byte-source';
import type { OpenImage } from './image-file';
import { decodePng, PngTooLargeError, PngUnsupportedError, type PngPixels } from './png-pixels';

/** Largest PNG file that is read. */
const MAX_FILE_BYTES = 512 * 2 ** 20;

/** A PNG image. PNG cannot be read in parts: the whole (bounded) image is in memory. */
class PngSource implements ImageSource {
  readonly info: ImageInfo;

  constructor(readonly pixels: PngPixels) {
    const { width, height, samples, data } = pixels;
    this.info = {
      name: null,
      shape: samples === 1 ? [height, width] : [height, width, samples],
      axes: samples === 1 ? 'YX' : 'YXS',
      pixelType: data instanceof Uint16Array ? 'uint16' : 'uint8',
      // A PNG's pHYs chunk is about printing.
      calibration: { pixelSizeUm: { x: null, y: null, z: null }, frameIntervalS: null },
      channels: [],
      levels: [{ width, height }],
      notes: [],
    };
  }

  async readRegion(region: Region, { signal }: Pick<CallOptions, 'signal'> = {}): Promise<PixelBlock> {
    throwIfCancelled(signal);
    const { pixels, info } = this;
    const { x, y, width, height, plane } = region;
    if (
      plane !== 0 ||
      x < 0 ||
      y < 0 ||
      x + width > pixels.width ||
      y + height > pixels.height ||
      region.level
    ) {
      throw new InvalidRequestError(
        `The region ${x},${y} ${width} x ${height} of plane ${plane} lies outside the image.`,
        {
          parameter: 'region',
        },
      );
    }
    const { samples } = pixels;
    const data = PIXEL_TYPES[info.pixelType].make(width * height * samples);
    for (let row = 0; row < height; row++) {
      const from = ((y + row) * pixels.width + x) * samples;
      data.set(pixels.data.subarray(from, from + width * samples), row * width * samples);
    }
    return { width, height, samples, pixelType: info.pixelType, data };
  }
}

/** Opens a PNG file. Throws DamagedFileError, or FileTooLargeError before anything is decoded. */
export async function openPng(path: string): Promise<OpenImage> {
  const source = ByteSource.open(path);
  const { name } = source;
  try {
    if (source.size > MAX_FILE_BYTES) {
      throw new FileTooLargeError(
        `"${name}" is a PNG of ${source.size} bytes; up to ${MAX_FILE_BYTES} are read. Save it as TIFF.`,
        {
          path,
        },
      );
    }
    const pixels = await decodePng(await source.read(0, source.size));
    return { format: 'PNG', series: [new PngSource(pixels)], close: async () => undefined };
  } catch (error) {
    if (error instanceof TaggedError) throw error;
    if (error instanceof PngTooLargeError) {
      throw new FileTooLargeError(
        `"${name}" says that it has ${error.message}, too many for a PNG, which can only be read whole. Save it as tiled TIFF.`,
        { path },
      );
    }
    if (error instanceof PngUnsupportedError) {
      throw new UnsupportedFileError(
        `"${name}" is an ${error.message}, which Finescope does not read. Save it without interlacing.`,
        { path },
      );
    }
    throw new DamagedFileError(
      `"${name}" is a damaged PNG (${(error as Error).message}). Copy it again from its source, or export it anew.`,
      { path },
      { cause: error },
    );
  } finally {
    source.close();
  }
}
