import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { FileNotWritableError, InvalidRequestError } from '../contract/errors';
import type { Provenance } from '../contract/files-api';
import type { Calibration, ImageInfo } from '../contract/image';
import { writtenFormat, type WrittenFormat } from '../contract/written-formats';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { planeGeometry } from '../imaging/geometry';
import { AtomicFile } from './write/atomic-file';
import { ChannelRanges } from './write/channel-ranges';
import { imagejFormat, wantsMeasuredRanges, type DisplayRange } from './write/imagej-format';
import { omeFormat } from './write/ome-format';
import { stackOrder, type StackOrder } from './write/stack-order';
import { layOutTiff, type TiffFormat } from './write/tiff-layout';
import { removeLeftovers as removeLeftoversIn } from './write/temporary-name';
import { TiffSink } from './write/tiff-sink';

/** How a format is laid out: its tags, and whether those depend on all pixels. */
interface Layout {
  format(info: ImageInfo, order: StackOrder, provenance: Provenance, measured?: DisplayRange[]): TiffFormat;
  wantsMeasuredRanges(info: ImageInfo, order: StackOrder): boolean;
  /** Whether planes may lie in the order of the image's own axes, rather than in ImageJ's. */
  ownAxes: boolean;
}

const LAYOUTS: Record<WrittenFormat['id'], Layout> = {
  ome: { format: omeFormat, wantsMeasuredRanges: () => false, ownAxes: true },
  imagej: { format: imagejFormat, wantsMeasuredRanges, ownAxes: false },
};

/**
 * Starts an image file: an OME-TIFF when its name ends in .ome.tif, an ImageJ hyperstack when it ends in .tif. Planes
 * are stored uncompressed, in an OME-TIFF in the order of `info.axes`, for ImageJ as frames, slices, channels;
 * `writeRegion` takes them in the order of `info.axes`. Pixel size, frame interval, channel names and LUTs are kept, and
 * `provenance` is kept inside (what is known of it now: `finish` may complete it). What already has that name is
 * replaced when the file is complete, not before.
 *
 * @throws FileNotWritableError for a name of another kind, or a place that cannot be written.
 * @throws InvalidRequestError for a pixel type or axes that the format does not have.
 * @throws DiskFullError when the disk has no room; nothing is left behind.
 */
export async function createImage(
  path: string,
  info: ImageInfo,
  provenance: Provenance,
  { signal }: Pick<CallOptions, 'signal'> = {},
): Promise<TiffSink> {
  const named = writtenFormat(path);
  if (!named) {
    throw new FileNotWritableError(
      `"${basename(path)}" cannot be written: its name says no known format. End it in .tif (ImageJ) or .ome.tif (OME-TIFF).`,
      { path },
    );
  }
  if (!named.pixelTypes.includes(info.pixelType)) {
    const other = named.id === 'imagej' ? 'write an .ome.tif instead, or ' : '';
    throw new InvalidRequestError(
      `${named.name} has no ${info.pixelType} images: ${other}choose --type float32.`,
      {
        parameter: 'type',
      },
    );
  }
  const written = LAYOUTS[named.id];
  const { samples, planes } = planeGeometry(info);
  const order = stackOrder(info, written);
  const known = { ...info, calibration: positiveLengths(info.calibration) };
  const format = (measured?: DisplayRange[], told = provenance) =>
    written.format(known, order, told, measured);
  const layout = layOutTiff(order, format());
  const ranges = written.wantsMeasuredRanges(known, order) ? new ChannelRanges(order.channels) : null;
  throwIfCancelled(signal);
  const file = await AtomicFile.create(path, layout.fileBytes);
  const sink = new TiffSink(file, order, layout, samples, planes, { ranges, format });
  try {
    for (const { position, bytes } of layout.pieces()) {
      throwIfCancelled(signal);
      await file.write(bytes, position);
    }
    return sink;
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

/** Removes what processes that died while they wrote `path`, or a file beside it, left there. */
export async function removeLeftovers(path: string): Promise<void> {
  const target = await realpath(path).catch(() => path); // a link's file is written beside what it links to
  await removeLeftoversIn(dirname(target));
}

/** A pixel size or interval that is not a positive number is not one. */
function positiveLengths({ pixelSizeUm: { x, y, z }, frameIntervalS }: Calibration): Calibration {
  const positive = (value: number | null) =>
    value !== null && value > 0 && Number.isFinite(value) ? value : null;
  return {
    pixelSizeUm: { x: positive(x), y: positive(y), z: positive(z) },
    frameIntervalS: positive(frameIntervalS),
  };
}
