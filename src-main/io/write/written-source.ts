import type { ImageInfo, ImageSource, PixelBlock, Region } from '../../contract/image';
import { InvalidRequestError } from '../../contract/errors';
import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import { planeGeometry } from '../../imaging/geometry';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import type { TiffSink } from './tiff-sink';

/** Rows of a narrow region that are read at a time. */
const ROWS_AT_ONCE = 16;

/**
 * What an image that is being written holds so far, read back from its temporary file: 0 where nothing was written.
 * Reads fail once the file is finished or given up.
 */
export class WrittenSource implements ImageSource {
  readonly info: ImageInfo;

  /** `info` is what the file was created with: planes are counted over its axes. */
  constructor(
    private readonly sink: TiffSink,
    info: ImageInfo,
  ) {
    const { width, height } = planeGeometry(info);
    this.info = { ...info, levels: [{ width, height }] };
  }

  async readRegion(region: Region, { signal }: Pick<CallOptions, 'signal'> = {}): Promise<PixelBlock> {
    throwIfCancelled(signal);
    const { plane, x, y, width, height, level = 0 } = region;
    const { sink, info } = this;
    const { order, samples, imagePlanes } = sink;
    if (plane >= imagePlanes || x + width > order.width || y + height > order.height || level !== 0) {
      throw new InvalidRequestError(
        `The region ${x},${y} ${width} x ${height} of plane ${plane} lies outside the image being written.`,
        { parameter: 'region' },
      );
    }
    const data = PIXEL_TYPES[info.pixelType].make(width * height * samples);
    const block = { width, height, samples, pixelType: info.pixelType, data };
    if (samples === order.samples) {
      await this.#readPlane(region, 0, data);
      return block;
    }
    for (let sample = 0; sample < samples; sample++) {
      throwIfCancelled(signal);
      const single = PIXEL_TYPES[info.pixelType].make(width * height);
      await this.#readPlane(region, sample, single);
      for (let i = 0, to = sample; i < single.length; i++, to += samples) data[to] = single[i]!;
    }
    return block;
  }

  async #readPlane(
    { plane, x, y, width, height }: Region,
    sample: number,
    into: PixelBlock['data'],
  ): Promise<void> {
    const { file, order, layout } = this.sink;
    const pixelBytes = order.samples * PIXEL_TYPES[order.pixelType].bytes;
    const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
    const start = layout.dataOffset + order.filePlane(plane, sample) * layout.planeBytes;
    const at = (row: number) => start + ((y + row) * order.width + x) * pixelBytes;
    if (width === order.width) return file.read(bytes, at(0));
    const rowBytes = width * pixelBytes;
    for (let first = 0; first < height; first += ROWS_AT_ONCE) {
      const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, height - first) }, (_, i) => first + i);
      await Promise.all(
        rows.map((row) => file.read(bytes.subarray(row * rowBytes, (row + 1) * rowBytes), at(row))),
      );
    }
  }
}
