import { InternalError } from '../../contract/errors';
import type { Provenance } from '../../contract/files-api';
import type { ImageSink, PixelBlock, Region } from '../../contract/image';
import { extractSample } from '../../imaging/pad';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import type { AtomicFile } from './atomic-file';
import type { StackOrder } from './stack-order';
import type { ChannelRanges } from './channel-ranges';
import type { DisplayRange } from './imagej-format';
import type { TiffFormat, TiffLayout } from './tiff-layout';

/** Rows of a narrow region that are written at a time. */
const ROWS_AT_ONCE = 16;

/** What is known of an image only when all its pixels are written. */
export interface LastTouch {
  /** Where the format wants them: collected from the pixels. */
  ranges: ChannelRanges | null;
  /** What the format says with these ranges, and the provenance where it is another than at first. */
  format(ranges: DisplayRange[] | undefined, provenance: Provenance | undefined): TiffFormat;
}

/** An image being written as a TIFF of uncompressed planes. Pixels that are never written are 0. */
export class TiffSink implements ImageSink {
  /**
   * @param samples Interleaved samples a pixel of the blocks that will come.
   * @param imagePlanes How many planes the image has (samples not counted).
   */
  constructor(
    readonly file: AtomicFile,
    readonly order: StackOrder,
    readonly layout: TiffLayout,
    readonly samples: number,
    readonly imagePlanes: number,
    readonly lastTouch: LastTouch,
  ) {}

  async writeRegion(region: Region, block: PixelBlock): Promise<void> {
    this.#check(region, block);
    if (this.samples === this.order.samples) return this.#writePlane(region, block, 0);
    for (let sample = 0; sample < this.samples; sample++) {
      await this.#writePlane(region, extractSample(block, sample), sample);
    }
  }

  /** Completes the file; with `provenance`, in place of what was known of it at first. */
  async finish(provenance?: Provenance): Promise<void> {
    const { ranges, format } = this.lastTouch;
    if (ranges || provenance) {
      const { position, bytes } = this.layout.firstDirectory(format(ranges?.result(), provenance));
      await this.file.write(bytes, position);
    }
    return this.file.finish();
  }

  abort(): Promise<void> {
    return this.file.abort();
  }

  async #writePlane(
    { plane, x, y, width, height }: Region,
    { data }: PixelBlock,
    sample: number,
  ): Promise<void> {
    const { order, layout } = this;
    const filePlane = order.filePlane(plane, sample);
    this.lastTouch.ranges?.add(filePlane % order.channels, data);
    const pixelBytes = order.samples * PIXEL_TYPES[order.pixelType].bytes;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const start = layout.dataOffset + filePlane * layout.planeBytes;
    const at = (row: number) => start + ((y + row) * order.width + x) * pixelBytes;
    if (width === order.width) return this.file.write(bytes, at(0));
    const rowBytes = width * pixelBytes;
    for (let first = 0; first < height; first += ROWS_AT_ONCE) {
      const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, height - first) }, (_, i) => first + i);
      await Promise.all(
        rows.map((row) => this.file.write(bytes.subarray(row * rowBytes, (row + 1) * rowBytes), at(row))),
      );
    }
  }

  #check({ plane, x, y, width, height, level = 0 }: Region, block: PixelBlock): void {
    const { order, samples } = this;
    const { data, pixelType } = block;
    const inside =
      x >= 0 && y >= 0 && width >= 1 && height >= 1 && x + width <= order.width && y + height <= order.height;
    const expected = PIXEL_TYPES[order.pixelType].make(0)[Symbol.toStringTag];
    const problem = !(inside && plane >= 0 && plane < this.imagePlanes && level === 0)
      ? `region ${x},${y},${width},${height} of plane ${plane} is not in the image`
      : pixelType !== order.pixelType || data[Symbol.toStringTag] !== expected
        ? `${pixelType} (${data[Symbol.toStringTag]}) pixels for an image of ${order.pixelType}`
        : block.width !== width || block.height !== height || block.samples !== samples
          ? `block ${block.width} x ${block.height} x ${block.samples} for a region ${width} x ${height} x ${samples}`
          : data.length !== width * height * samples
            ? `${data.length} values for a region ${width} x ${height} x ${samples}`
            : null;
    if (problem) throw new InternalError(`An image was written wrongly: ${problem}.`, { detail: problem });
  }
}
