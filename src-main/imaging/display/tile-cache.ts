import type { PixelBlock } from '../../contract/image';

/** Memory that computed tiles may take in a process, in bytes. */
const TILE_CACHE_BYTES = 128 * 2 ** 20;

/** Computed tiles of all images of a process, the least recently used given up first. */
export class TileCache {
  readonly #tiles = new Map<string, PixelBlock>();
  #bytes = 0;

  constructor(readonly limitBytes = TILE_CACHE_BYTES) {}

  /** The memory that is taken now. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): PixelBlock | undefined {
    const tile = this.#tiles.get(key);
    if (tile) {
      this.#tiles.delete(key);
      this.#tiles.set(key, tile);
    }
    return tile;
  }

  set(key: string, tile: PixelBlock): void {
    this.delete(key);
    this.#tiles.set(key, tile);
    this.#bytes += tile.data.byteLength;
    for (const oldest of this.#tiles.keys()) {
      if (this.#bytes <= this.limitBytes) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#bytes -= this.#tiles.get(key)?.data.byteLength ?? 0;
    this.#tiles.delete(key);
  }

  /** Gives up every tile whose key begins so. */
  deleteAll(prefix: string): void {
    for (const key of [...this.#tiles.keys()]) if (key.startsWith(prefix)) this.delete(key);
  }
}
