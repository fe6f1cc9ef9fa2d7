import { DISPLAY_TILE, type DisplayTile } from '../../src-main/contract/display';
import type { PixelBlock, Rectangle } from '../../src-main/contract/image';
import { isAbort } from '../../src-main/contract/signal';

/** A tile of an image. */
export interface TileName extends DisplayTile {
  image: number;
}

/** A tile that is in memory: the stored values, and what the graphics processor holds of them. */
export interface CachedTile<Texture> {
  name: TileName;
  block: PixelBlock;
  texture: Texture | null;
  /** Bytes of the texture. */
  textureBytes: number;
  /** It is a draft, or its pixels changed since it was read; it is shown until the true ones are here. */
  isStale: boolean;
  /** How many changes of the image were known when it was read. */
  seen: number;
}

interface Request {
  name: TileName;
  cancel: AbortController;
  isStale: boolean;
}

/**
 * From this level on a draft is asked for first: a tile may take a pass over a plane of more than 4096 pixels a side.
 * Below, the true tile is as quick.
 */
const DRAFT_LEVEL = 4;

/** What a {@link TileCache} is made of. */
export interface TileCacheOptions<Texture> {
  read(name: TileName, signal: AbortSignal): Promise<PixelBlock>;
  /** Frees a texture. */
  free(texture: Texture): void;
  /** A tile came, or could not be read. */
  changed(image: number): void;
  /** Bytes of pixels and textures to keep. Tiles that are wanted stay in any case. */
  mostBytes: number;
  /** Reads under way at once for an image. */
  mostReads: number;
}

/** The name of a tile as a key. */
export function tileKey({ image, plane, sample, level, column, row }: TileName): string {
  return `${image}/${plane}/${sample ?? '-'}/${level}/${column}/${row}`;
}

/**
 * The tiles of all open images: read when a pane wants them, those that are missing before those that changed, the
 * nearest first; cancelled when none does any more; forgotten when memory is short, least recently used first.
 */
export class TileCache<Texture> {
  readonly #options: TileCacheOptions<Texture>;
  /** In order of use, the least recent first. */
  readonly #tiles = new Map<string, CachedTile<Texture>>();
  readonly #requests = new Map<string, Request>();
  readonly #wants = new Map<object, TileName[]>();
  readonly #failures = new Map<number, { keys: Set<string>; sentence: string }>();
  readonly #changes = new Map<number, number>();
  #bytes = 0;

  constructor(options: TileCacheOptions<Texture>) {
    this.#options = options;
  }

  /** Bytes of pixels and textures that are held. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A tile that is in memory, and is now the most recently used one. */
  get(name: TileName): CachedTile<Texture> | undefined {
    const key = tileKey(name);
    const tile = this.#tiles.get(key);
    if (!tile) return undefined;
    this.#tiles.delete(key);
    this.#tiles.set(key, tile);
    return tile;
  }

  has(name: TileName): boolean {
    return this.#tiles.has(tileKey(name));
  }

  /** Says which texture stands for a tile. */
  setTexture(tile: CachedTile<Texture>, texture: Texture, bytes: number): void {
    tile.texture = texture;
    tile.textureBytes = bytes;
    this.#bytes += bytes;
  }

  /** What `owner` (a pane) wants, most wanted first, instead of what it wanted before. */
  want(owner: object, names: TileName[]): void {
    if (names.length === 0) this.#wants.delete(owner);
    else this.#wants.set(owner, names);
    this.#cancelUnwanted();
    this.#read();
    this.#trim();
  }

  /** Says that pixels changed: those of a rectangle of a plane, or without one all of the image. */
  invalidate(image: number, change?: { plane: number; rectangle: Rectangle }): void {
    this.#changes.set(image, this.changesOf(image) + 1);
    const isHit = (name: TileName): boolean =>
      name.image === image && (!change || (name.plane === change.plane && meets(name, change.rectangle)));
    for (const tile of this.#tiles.values()) if (isHit(tile.name)) tile.isStale = true;
    for (const request of this.#requests.values()) if (isHit(request.name)) request.isStale = true;
  }

  /** How often the image was said to have changed. */
  changesOf(image: number): number {
    return this.#changes.get(image) ?? 0;
  }

  /** Why tiles of an image could not be read; null where all could. */
  failureOf(image: number): string | null {
    return this.#failures.get(image)?.sentence ?? null;
  }

  /** Whether this tile could not be read. */
  isUnreadable(name: TileName): boolean {
    return this.#failures.get(name.image)?.keys.has(tileKey(name)) ?? false;
  }

  /** Tries again what could not be read. */
  retry(image: number): void {
    this.#failures.delete(image);
    this.#read();
  }

  /** Frees the textures of an image; its pixels stay while there is room. */
  freeTextures(image: number): void {
    for (const tile of this.#tiles.values()) if (tile.name.image === image) this.#freeTexture(tile);
  }

  /** Textures are gone with the context they were in. */
  forgetTextures(): void {
    for (const tile of this.#tiles.values()) {
      this.#bytes -= tile.textureBytes;
      tile.texture = null;
      tile.textureBytes = 0;
    }
  }

  /** Forgets an image, and who wanted it. */
  drop(image: number): void {
    for (const [owner, names] of this.#wants) {
      const others = names.filter((name) => name.image !== image);
      if (others.length === 0) this.#wants.delete(owner);
      else if (others.length < names.length) this.#wants.set(owner, others);
    }
    for (const [key, tile] of this.#tiles) if (tile.name.image === image) this.#forget(key, tile);
    for (const [key, { name, cancel }] of this.#requests) {
      if (name.image !== image) continue;
      cancel.abort();
      this.#requests.delete(key);
    }
    this.#failures.delete(image);
    this.#changes.delete(image);
  }

  /** Images of which anything is held. */
  images(): Set<number> {
    return new Set([...this.#tiles.values()].map(({ name }) => name.image));
  }

  #cancelUnwanted(): void {
    const wanted = new Set([...this.#wants.values()].flatMap((names) => names.map(tileKey)));
    for (const [key, { cancel }] of this.#requests) {
      if (wanted.has(key)) continue;
      cancel.abort();
      this.#requests.delete(key);
    }
  }

  /** Begins reads, as many as may be under way. */
  #read(): void {
    const reading = new Map<number, number>();
    for (const { name } of this.#requests.values()) {
      reading.set(name.image, (reading.get(name.image) ?? 0) + 1);
    }
    this.#readEach(reading, (tile) => tile === undefined);
    this.#readEach(reading, (tile) => tile?.isStale === true);
  }

  /** Begins reads of what is needed, of each owner's list in turn. */
  #readEach(
    reading: Map<number, number>,
    isNeeded: (tile: CachedTile<Texture> | undefined) => boolean,
  ): void {
    const longest = Math.max(0, ...[...this.#wants.values()].map((names) => names.length));
    for (let i = 0; i < longest; i++) {
      for (const names of this.#wants.values()) {
        const name = names[i];
        if (!name || (reading.get(name.image) ?? 0) >= this.#options.mostReads) continue;
        const key = tileKey(name);
        if (!isNeeded(this.#tiles.get(key)) || this.#requests.has(key)) continue;
        if (this.#failures.get(name.image)?.keys.has(key)) continue;
        reading.set(name.image, (reading.get(name.image) ?? 0) + 1);
        this.#request(key, name);
      }
    }
  }

  #request(key: string, name: TileName): void {
    // A draft is shown as what changed is: until the true tile is here.
    const isDraft = name.level >= DRAFT_LEVEL && !this.#tiles.has(key);
    const request: Request = { name, cancel: new AbortController(), isStale: isDraft };
    const seen = this.changesOf(name.image);
    this.#requests.set(key, request);
    const isCurrent = (): boolean => this.#requests.get(key) === request;
    this.#options.read(isDraft ? { ...name, draft: true } : name, request.cancel.signal).then(
      (block) => {
        if (!isCurrent()) return;
        this.#requests.delete(key);
        this.#keep(key, {
          name,
          block,
          texture: null,
          textureBytes: 0,
          isStale: request.isStale,
          seen,
        });
        this.#options.changed(name.image);
        this.#read();
      },
      (error: unknown) => {
        if (!isCurrent()) return;
        this.#requests.delete(key);
        if (!isAbort(error)) {
          const failure = this.#failures.get(name.image) ?? { keys: new Set(), sentence: '' };
          failure.keys.add(key);
          failure.sentence = error instanceof Error ? error.message : String(error);
          this.#failures.set(name.image, failure);
          this.#options.changed(name.image);
        }
        this.#read();
      },
    );
  }

  #keep(key: string, tile: CachedTile<Texture>): void {
    const before = this.#tiles.get(key);
    if (before) this.#forget(key, before);
    this.#tiles.set(key, tile);
    this.#bytes += tile.block.data.byteLength;
    this.#trim();
  }

  #trim(): void {
    if (this.#bytes <= this.#options.mostBytes) return;
    const wanted = new Set([...this.#wants.values()].flatMap((names) => names.map(tileKey)));
    for (const [key, tile] of this.#tiles) {
      if (this.#bytes <= this.#options.mostBytes) return;
      if (!wanted.has(key)) this.#forget(key, tile);
    }
  }

  #forget(key: string, tile: CachedTile<Texture>): void {
    this.#freeTexture(tile);
    this.#bytes -= tile.block.data.byteLength;
    this.#tiles.delete(key);
  }

  #freeTexture(tile: CachedTile<Texture>): void {
    if (tile.texture === null) return;
    this.#options.free(tile.texture);
    this.#bytes -= tile.textureBytes;
    tile.texture = null;
    tile.textureBytes = 0;
  }
}

/** Whether a tile shows any of a rectangle of the image. */
function meets({ level, column, row }: TileName, { x, y, width, height }: Rectangle): boolean {
  const side = DISPLAY_TILE * 2 ** level;
  return (
    column * side < x + width && x < (column + 1) * side && row * side < y + height && y < (row + 1) * side
  );
}
