import type { ImageInfo, ImageSource, PixelBlock, Region } from '../../contract/image';
import { InvalidRequestError } from '../../contract/errors';
import { throwIfCancelled, type CallOptions, type CancelSignal } from '../../contract/signal';
import { planeGeometry } from '../../imaging/geometry';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import { isSplittable } from './block-index';
import { BlockReader, type BlockPlace } from './blocks';
import { blockGrid, type PageLayout } from './page';
import { fillValue } from './samples';

/** The pages of a series in order, each null where the file (or a companion) does not have it. */
export interface PageList {
  count: number;
  at(index: number): BlockPlace | null;
}

/** One resolution of a series. */
export interface SeriesLevel {
  layout: PageLayout;
  pages: PageList;
}

/** An image series of a TIFF file, or of several files that belong together, read block by block. */
export class TiffSource implements ImageSource {
  readonly blockSize: { width: number; height: number };
  readonly #planes: number;

  /** `levels` holds the full resolution first. `blocks` may be shared by all series of a file. */
  constructor(
    readonly info: ImageInfo,
    readonly levels: readonly SeriesLevel[],
    readonly blocks: BlockReader,
  ) {
    this.#planes = planeGeometry(info).planes;
    const { layout } = levels[0]!;
    this.blockSize = { width: layout.blockWidth, height: isSplittable(layout) ? 1 : layout.blockHeight };
  }

  async readRegion(region: Region, { signal }: Pick<CallOptions, 'signal'> = {}): Promise<PixelBlock> {
    throwIfCancelled(signal);
    const level = this.levels[region.level ?? 0];
    if (!level) {
      throw new InvalidRequestError(
        `The image has ${this.levels.length} resolutions, not number ${region.level}.`,
        {
          parameter: 'level',
        },
      );
    }
    const { layout } = level;
    const { plane, x, y, width, height } = region;
    if (
      plane < 0 ||
      plane >= this.#planes ||
      x < 0 ||
      y < 0 ||
      x + width > layout.width ||
      y + height > layout.height
    ) {
      throw new InvalidRequestError(
        `The region ${x},${y} ${width} x ${height} of plane ${plane} lies outside the image ` +
          `(${this.#planes} planes of ${layout.width} x ${layout.height}).`,
        { parameter: 'region' },
      );
    }
    const samples = layout.planar ? 1 : layout.samples;
    const data = PIXEL_TYPES[layout.pixelType!].make(width * height * samples);
    const perPage = layout.depth * (layout.planar ? layout.samples : 1);
    const place = level.pages.at(Math.floor(plane / perPage));
    const out = { width, height, samples, pixelType: layout.pixelType!, data };
    if (place && !alike(place.page.layout, layout)) {
      throw place.page.structure.damaged(
        `stores page ${place.page.index + 1} otherwise than the first of its series`,
      );
    }
    if (place) await this.#fill(out, place, plane % perPage, region, signal);
    return out;
  }

  /** Copies the region of one plane of a page. `inner` counts planes inside the page: sample, then slice. */
  async #fill(
    out: PixelBlock,
    place: BlockPlace,
    inner: number,
    region: Region,
    signal?: CancelSignal,
  ): Promise<void> {
    const { layout } = place.page;
    const { across, down, deep } = blockGrid(layout);
    const sample = Math.floor(inner / layout.depth);
    const slice = inner % layout.depth;
    const layer = (sample * deep + Math.floor(slice / layout.blockDepth)) * down;
    const sliceInBlock = slice % layout.blockDepth;
    const pieceRows = this.blocks.pieceRows(layout);
    const right = region.x + region.width;
    const bottom = region.y + region.height;
    const thin = this.blocks.isThin(layout, region.width, region.height);

    let y = region.y;
    while (y < bottom) {
      const row = Math.floor(y / layout.blockHeight);
      const blockTop = row * layout.blockHeight;
      const blockEnd = layout.tiled
        ? blockTop + layout.blockHeight
        : Math.min(blockTop + layout.blockHeight, layout.height);
      const firstRow = Math.floor((y - blockTop) / pieceRows) * pieceRows;
      const top = blockTop + firstRow;
      const rows = Math.min(pieceRows, blockEnd - top);
      const end = Math.min(bottom, thin ? blockEnd : top + rows);
      if (thin) {
        const inBlock = { firstRow: y - blockTop, rows: end - y, column: region.x, columns: region.width };
        const values = await this.blocks.readThin(place, layer + row, inBlock, signal);
        const [from, to] = [y, end].map((line) => (line - region.y) * region.width * out.samples);
        if (values) out.data.set(values, from);
        else out.data.fill(fillValue(place.page), from, to);
        y = end;
        continue;
      }
      for (
        let column = Math.floor(region.x / layout.blockWidth);
        column * layout.blockWidth < right;
        column++
      ) {
        throwIfCancelled(signal);
        const left = column * layout.blockWidth;
        const from = Math.max(region.x, left);
        const to = Math.min(right, left + layout.blockWidth);
        const block = await this.blocks.read(place, (layer + row) * across + column, firstRow, rows, signal);
        const value = block ? 0 : fillValue(place.page);
        for (let line = y; line < end; line++) {
          const target = ((line - region.y) * region.width + from - region.x) * out.samples;
          const length = (to - from) * out.samples;
          if (!block) {
            if (value !== 0) out.data.fill(value, target, target + length);
            continue;
          }
          const start =
            ((sliceInBlock * block.rows + line - top) * block.columns + from - left) * block.samples;
          out.data.set(block.data.subarray(start, start + length), target);
        }
      }
      y = end;
    }
  }
}

/** Whether pixels of both layouts fit one array; compression and blocks may differ. */
function alike(a: PageLayout, b: PageLayout): boolean {
  return (
    a === b ||
    (a.shape.join() === b.shape.join() &&
      a.axes === b.axes &&
      a.pixelType === b.pixelType &&
      a.depth === b.depth)
  );
}
