import { blockGrid, rowBytes, type PageLayout, type TiffPage } from './page';

/** Offsets and byte counts of the blocks of a page. */
export interface BlockIndex {
  offsets: number[];
  byteCounts: number[];
}

/** Uncompressed strips can be read row by row. */
export function isSplittable(layout: PageLayout): boolean {
  return layout.compression === 1 && !layout.tiled;
}

/** Rows of block `index` inside the image; the last strip may have fewer than the others. */
export function blockRows(layout: PageLayout, index: number): number {
  if (layout.tiled) return layout.blockHeight;
  const down = Math.ceil(layout.height / layout.blockHeight);
  return Math.min(layout.blockHeight, layout.height - (index % down) * layout.blockHeight);
}

/** Bytes of block `index` as it lies uncompressed in the file. */
export function uncompressedBytes(layout: PageLayout, index: number): number {
  return rowBytes(layout) * blockRows(layout, index) * layout.blockDepth;
}

/** Offsets and byte counts as the file gives them, at most one for each block. */
export function readBlockIndex(page: TiffPage): BlockIndex {
  const { structure, layout } = page;
  const { count } = blockGrid(layout);
  return {
    offsets: structure.numbers(page.blockOffsets ?? undefined, count),
    byteCounts: structure.numbers(page.blockByteCounts ?? undefined, count),
  };
}
