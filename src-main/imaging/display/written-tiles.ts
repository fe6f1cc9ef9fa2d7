import { DISPLAY_TILE, levelSize } from '../../contract/display';
import type { ImageSource, PixelBlock, Rectangle, Region } from '../../contract/image';
import type { CallOptions, CancelSignal } from '../../contract/signal';
import { planeGeometry, type PlaneGeometry } from '../geometry';
import { PIXEL_TYPES } from '../pixel-types';
import { halveBlock } from '../pyramid';
import type { TileCache } from './tile-cache';
import { requireTile, type TilePlace, type Tiles } from './tile-reader';

/**
 * Display tiles of an image that is being written: a tile is made of the four below it, those that lie where nothing
 * was written are zero without being read, and a write makes stale only the tiles above it.
 */
export class WrittenTiles implements Tiles {
  readonly geometry: PlaneGeometry;
  /** Writes seen so far at each tile of the image itself, by its place; there is none where nothing was written. */
  readonly #writes = new Map<string, number>();

  /** `fresh` says that nothing was written before: else all is read. */
  constructor(
    private readonly source: ImageSource,
    private readonly cache: TileCache,
    private readonly name: string,
    private fresh: boolean,
  ) {
    this.geometry = planeGeometry(source.info);
  }

  /** Says that a rectangle of a plane has new pixels. */
  written({ plane, x, y, width, height }: Region): void {
    const reaches = (from: number, size: number) => Math.floor((from + size - 1) / DISPLAY_TILE);
    for (let row = Math.floor(y / DISPLAY_TILE); row <= reaches(y, height); row++) {
      for (let column = Math.floor(x / DISPLAY_TILE); column <= reaches(x, width); column++) {
        let place: TilePlace = { plane, level: 0, column, row };
        for (let level = 0; ; level++) {
          const key = this.#key(place);
          this.#writes.set(key, (this.#writes.get(key) ?? 0) + 1);
          this.cache.delete(key);
          if (this.#isTop(place)) break;
          place = { plane, level: level + 1, column: place.column >> 1, row: place.row >> 1 };
        }
      }
    }
  }

  async read(place: TilePlace, { signal }: CallOptions = {}): Promise<PixelBlock> {
    return this.#tile(place, requireTile(this.geometry, place), signal);
  }

  /** Forgets all tiles: what is asked for later is asked of the image, which says that it is over. */
  close(): void {
    this.fresh = false;
    this.cache.deleteAll(`${this.name}/`);
  }

  #mayHold(key: string): boolean {
    return !this.fresh || this.#writes.has(key);
  }

  #isTop({ level }: TilePlace): boolean {
    const { width, height } = levelSize(this.geometry, level);
    return width <= DISPLAY_TILE && height <= DISPLAY_TILE;
  }

  #key({ plane, level, column, row }: TilePlace): string {
    return `${this.name}/${plane}/${level}/${column}/${row}`;
  }

  async #tile(place: TilePlace, rectangle: Rectangle, signal: CancelSignal | undefined): Promise<PixelBlock> {
    const key = this.#key(place);
    const writes = this.#writes.get(key);
    if (!this.#mayHold(key)) return this.#zeros(rectangle);
    const { plane, level } = place;
    if (level === 0) return this.source.readRegion({ plane, ...rectangle }, signal ? { signal } : {});
    const kept = this.cache.get(key);
    if (kept) return kept;

    const below = levelSize(this.geometry, level - 1);
    const joined = this.#zeros({
      width: Math.min(2 * rectangle.width, below.width - 2 * rectangle.x),
      height: Math.min(2 * rectangle.height, below.height - 2 * rectangle.y),
    });
    for (const [right, down] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const part = { plane, level: level - 1, column: 2 * place.column + right, row: 2 * place.row + down };
      if (part.column * DISPLAY_TILE >= below.width || part.row * DISPLAY_TILE >= below.height) continue;
      if (!this.#mayHold(this.#key(part))) continue;
      const tile = await this.#tile(part, requireTile(this.geometry, part), signal);
      for (let y = 0; y < tile.height; y++) {
        const from = y * tile.width * tile.samples;
        const to = ((down * DISPLAY_TILE + y) * joined.width + right * DISPLAY_TILE) * tile.samples;
        joined.data.set(tile.data.subarray(from, from + tile.width * tile.samples), to);
      }
    }
    const tile = halveBlock(joined);
    if (this.#writes.get(key) === writes) this.cache.set(key, tile); // else it is stale already
    return tile;
  }

  #zeros({ width, height }: { width: number; height: number }): PixelBlock {
    const { samples } = this.geometry;
    const { pixelType } = this.source.info;
    return { width, height, samples, pixelType, data: PIXEL_TYPES[pixelType].make(width * height * samples) };
  }
}
