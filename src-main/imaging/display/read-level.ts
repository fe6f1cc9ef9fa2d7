import { DISPLAY_TILE } from '../../contract/display';
import type { PixelBlock, Rectangle } from '../../contract/image';
import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import { PIXEL_TYPES } from '../pixel-types';
import type { Tiles } from './tile-reader';

/** Longest side of what stands for a plane in numbers about its display. */
const MEASURED_SIDE = 2048;

/** The first level at which a rectangle of the image is no longer than {@link MEASURED_SIDE} on either side. */
export function measuredLevel({ width, height }: { width: number; height: number }): number {
  let level = 0;
  while (Math.max(width, height) / 2 ** level > MEASURED_SIDE) level++;
  return level;
}

/** The pixels of a level of a plane's pyramid that a rectangle of the image covers, read tile by tile. */
export async function readLevel(
  tiles: Tiles,
  plane: number,
  level: number,
  { x, y, width, height }: Rectangle,
  options: CallOptions = {},
): Promise<PixelBlock> {
  const scale = 2 ** level;
  const [left, top] = [Math.floor(x / scale), Math.floor(y / scale)];
  const [right, bottom] = [Math.ceil((x + width) / scale), Math.ceil((y + height) / scale)];
  let out: PixelBlock | null = null;
  for (let row = Math.floor(top / DISPLAY_TILE); row * DISPLAY_TILE < bottom; row++) {
    for (let column = Math.floor(left / DISPLAY_TILE); column * DISPLAY_TILE < right; column++) {
      throwIfCancelled(options.signal);
      const tile = await tiles.read({ plane, level, column, row }, options);
      out ??= emptyBlock(tile, right - left, bottom - top);
      copyTile(tile, column * DISPLAY_TILE - left, row * DISPLAY_TILE - top, out);
    }
  }
  return out!;
}

function emptyBlock({ samples, pixelType }: PixelBlock, width: number, height: number): PixelBlock {
  return { width, height, samples, pixelType, data: PIXEL_TYPES[pixelType].make(width * height * samples) };
}

/** Copies a tile that lies at `x`, `y` of `out`, as far as it lies inside. */
function copyTile(tile: PixelBlock, x: number, y: number, out: PixelBlock): void {
  const from = Math.max(0, x);
  const to = Math.min(out.width, x + tile.width);
  for (let row = Math.max(0, y); row < Math.min(out.height, y + tile.height); row++) {
    const source = ((row - y) * tile.width + from - x) * tile.samples;
    const line = tile.data.subarray(source, source + (to - from) * tile.samples);
    out.data.set(line, (row * out.width + from) * out.samples);
  }
}
