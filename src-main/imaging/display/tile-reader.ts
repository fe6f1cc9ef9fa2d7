import { DISPLAY_TILE, levelCount, levelSize, tileRectangle, type DisplayTile } from '../../contract/display';
import { InvalidRequestError } from '../../contract/errors';
import type { ImageSource, PixelBlock, Rectangle } from '../../contract/image';
import { throwIfCancelled, type CallOptions, type CancelSignal } from '../../contract/signal';
import { planeGeometry, type PlaneGeometry } from '../geometry';
import { PIXEL_TYPES } from '../pixel-types';
import { halveBlock, PyramidBuilder } from '../pyramid';
import { SharedWork } from './shared-work';
import type { TileCache } from './tile-cache';

/** Pixels of a band of rows that is read at a time, in bytes. */
const BAND_BYTES = 16 * 2 ** 20;

/** Rows of a band are a multiple of this where they are more: the usual heights of tiles divide it. */
const ROW_STEP = 256;

/** A draft is made where it reads at most one row of this many. */
const DRAFT_GAIN = 4;

/** The part of the cache that the tiles of one plane may take. */
const PLANE_SHARE = 0.75;

/** The place of a tile of a plane's pyramid. */
export type TilePlace = Omit<DisplayTile, 'sample'>;

/** What one pass over a plane makes from level `base`: see {@link TileReader}. */
interface Pass {
  plane: number;
  base: number;
  top: number;
  /** The row of tiles of level `top`, and the column where one tile alone is made. */
  row: number;
  column: number | null;
}

/** Tiles of the display pyramid of an image: see `contract/display.ts`. Samples stay interleaved. */
export interface Tiles {
  readonly geometry: PlaneGeometry;
  /** Throws {@link InvalidRequestError} for a tile that the image does not have. */
  read(place: TilePlace, options?: CallOptions): Promise<PixelBlock>;
}

/** The rectangle of a tile in its level. Throws {@link InvalidRequestError} where the image has no such tile. */
export function requireTile(geometry: PlaneGeometry, place: TilePlace): Rectangle {
  const { plane, level, column, row } = place;
  const rectangle = level < levelCount(geometry) ? tileRectangle(geometry, place) : null;
  if (rectangle && plane < geometry.planes) return rectangle;
  throw new InvalidRequestError(
    `The image (${geometry.planes} planes of ${geometry.width} x ${geometry.height}) has no tile ${column}, ${row} at level ${level} of plane ${plane}.`,
    { parameter: 'tile' },
  );
}

/**
 * Display tiles of an image that does not change. A level that the file has is read from it. The level after that is
 * computed from the four tiles below. Further ones are made in one pass over the plane, in bands of rows, which leaves
 * the tiles of all levels that fit in the cache: zooming out over a large plane reads it once. A level that does not
 * fit is made a row of its tiles at a time or, of a file in tiles, each tile by itself.
 */
export class TileReader implements Tiles {
  readonly geometry: PlaneGeometry;
  /** The file's own level for each level of the display pyramid, where it has one of that very size. */
  readonly #stored: (number | null)[];
  /** Levels from this one on fit in the cache. */
  readonly #lowestKept: number;
  readonly #jobs = new Map<string, SharedWork<PixelBlock>>();
  /** Ends when the pass before does: passes over planes follow one another. */
  #lastPass: Promise<void> = Promise.resolve();

  /** `name` tells this image's tiles from those of others in the cache. */
  constructor(
    private readonly source: ImageSource,
    private readonly cache: TileCache,
    private readonly name: string,
  ) {
    const { info } = source;
    this.geometry = planeGeometry(info);
    const levels = Array.from({ length: levelCount(this.geometry) }, (_, level) => level);
    this.#stored = levels.map((level) => {
      const { width, height } = levelSize(this.geometry, level);
      const at = info.levels.findIndex((stored) => stored.width === width && stored.height === height);
      return level === 0 ? 0 : at > 0 ? at : null;
    });
    let lowest = levels.length;
    let room = cache.limitBytes * PLANE_SHARE;
    while (lowest > 1 && (room -= this.#levelBytes(lowest - 1)) >= 0) lowest--;
    this.#lowestKept = lowest;
  }

  async read(place: TilePlace, options: CallOptions = {}): Promise<PixelBlock> {
    const rectangle = requireTile(this.geometry, place);
    const { plane, level, column, row } = place;
    const stored = this.#stored[level]!;
    if (stored !== null) return this.#readStored(stored, plane, rectangle, options.signal);
    const key = this.#key(place);
    const kept = this.cache.get(key);
    if (kept) return kept;
    const base = this.#baseOf(level);
    if (level - base === 1) {
      return this.#share(key, key, options, async (deliver, signal) => {
        deliver(key, await this.#halve(place, rectangle, base, signal));
      });
    }
    if (place.draft && (this.source.blockSize?.height ?? Infinity) <= 2 ** (level - base) / DRAFT_GAIN) {
      return this.#draft(place, rectangle, base, options.signal);
    }
    const part: Pass =
      level >= this.#lowestKept
        ? { plane, base, top: this.#topOf(base), row: 0, column: null }
        : { plane, base, top: level, row, column: this.#tiled ? column : null };
    return this.#share(
      `${plane}/${base}/${part.top}/${part.row}/${part.column}`,
      key,
      options,
      (deliver, signal) => this.#inTurn(() => this.#pass(part, deliver, signal)),
    );
  }

  /** Forgets all tiles. */
  close(): void {
    this.cache.deleteAll(`${this.name}/`);
  }

  #key({ plane, level, column, row }: TilePlace): string {
    return `${this.name}/${plane}/${level}/${column}/${row}`;
  }

  #levelBytes(level: number): number {
    const { width, height } = levelSize(this.geometry, level);
    const valueBytes = PIXEL_TYPES[this.source.info.pixelType].make(1).byteLength;
    return width * height * this.geometry.samples * valueBytes;
  }

  /** The level of the display pyramid at or below `level` that the file has. */
  #baseOf(level: number): number {
    let base = level;
    while (this.#stored[base] === null) base--;
    return base;
  }

  /** The last level before one that the file has. */
  #topOf(base: number): number {
    let top = base;
    while (this.#stored[top + 1] === null) top++;
    return top;
  }

  /** Whether a part of a row of the file can be read without the rest. */
  get #tiled(): boolean {
    return 2 * (this.source.blockSize?.width ?? Infinity) <= this.geometry.width;
  }

  async #readStored(
    stored: number,
    plane: number,
    rectangle: Rectangle,
    signal?: CancelSignal,
  ): Promise<PixelBlock> {
    return this.source.readRegion({ plane, level: stored, ...rectangle }, signal ? { signal } : {});
  }

  /** Joins the work that owes this tile, or starts it. */
  #share(
    name: string,
    key: string,
    options: CallOptions,
    work: Parameters<SharedWork<PixelBlock>['run']>[0],
  ): Promise<PixelBlock> {
    const running = this.#jobs.get(name);
    if (running?.owes(key)) return running.wait(key, options);
    const job = new SharedWork<PixelBlock>();
    const result = job.wait(key, options);
    this.#jobs.set(name, job);
    const keep =
      (deliver: (key: string, tile: PixelBlock) => void) => (tileKey: string, tile: PixelBlock) => {
        this.cache.set(tileKey, tile);
        deliver(tileKey, tile);
      };
    void job
      .run((deliver, signal) => work(keep(deliver), signal))
      .finally(() => this.#jobs.get(name) === job && this.#jobs.delete(name));
    return result;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#lastPass.then(work);
    this.#lastPass = turn.catch(() => undefined);
    return turn;
  }

  /** A tile from the pixels below it, where these are at most four tiles of a level the file has. */
  async #halve({ plane }: TilePlace, { x, y, width, height }: Rectangle, base: number, signal: CancelSignal) {
    const below = levelSize(this.geometry, base);
    const region = {
      x: 2 * x,
      y: 2 * y,
      width: Math.min(2 * width, below.width - 2 * x),
      height: Math.min(2 * height, below.height - 2 * y),
    };
    return halveBlock(await this.#readStored(this.#stored[base]!, plane, region, signal));
  }

  /** A tile of single pixels, the middle ones of those whose means belong there. */
  async #draft(
    { plane, level }: TilePlace,
    { x, y, width, height }: Rectangle,
    base: number,
    signal: CancelSignal | undefined,
  ): Promise<PixelBlock> {
    const step = 2 ** (level - base);
    const below = levelSize(this.geometry, base);
    const { samples } = this.geometry;
    const { pixelType } = this.source.info;
    const middle = (at: number, side: number) => Math.min(side - 1, at * step + step / 2);
    const columns = Array.from({ length: width }, (_, i) => middle(x + i, below.width) - x * step);
    const line = { plane, x: x * step, width: Math.min(width * step, below.width - x * step), height: 1 };
    const data = PIXEL_TYPES[pixelType].make(width * height * samples);
    for (let row = 0, to = 0; row < height; row++) {
      throwIfCancelled(signal);
      const at = { ...line, y: middle(y + row, below.height) };
      const pixels = await this.#readStored(this.#stored[base]!, plane, at, signal);
      for (const column of columns) {
        for (let sample = 0; sample < samples; sample++) data[to++] = pixels.data[column * samples + sample]!;
      }
    }
    return { width, height, samples, pixelType, data };
  }

  /** Makes a row of the tiles of level `top`, or one tile, and those of the levels between that fit in the cache. */
  async #pass(
    { plane, base, top, row: firstRow, column: onlyColumn }: Pass,
    deliver: (key: string, tile: PixelBlock) => void,
    signal: CancelSignal,
  ): Promise<void> {
    const size = levelSize(this.geometry, base);
    const { samples } = this.geometry;
    const { pixelType } = this.source.info;
    const side = DISPLAY_TILE * 2 ** (top - base);
    const firstColumn = onlyColumn ?? 0;
    const [left, upper] = [firstColumn * side, firstRow * side];
    const width = onlyColumn === null ? size.width : Math.min(size.width - left, side);
    const rows = Math.min(size.height - upper, side);
    const builder = new PyramidBuilder({
      width,
      height: rows,
      samples,
      pixelType,
      levels: top - base,
      tile: DISPLAY_TILE,
      wants: (halvings) => base + halvings === top || base + halvings >= this.#lowestKept,
      onTile: (halvings, column, row, block) => {
        const level = base + halvings;
        const scale = 2 ** (top - level);
        const place = { column: column + firstColumn * scale, row: row + firstRow * scale };
        deliver(this.#key({ plane, level, ...place }), block);
      },
    });
    const rowBytes = width * samples * PIXEL_TYPES[pixelType].make(1).byteLength;
    const fitting = Math.max(2, 2 * Math.floor(BAND_BYTES / rowBytes / 2));
    const band = fitting > ROW_STEP ? fitting - (fitting % ROW_STEP) : fitting;
    for (let y = 0; y < rows; y += band) {
      throwIfCancelled(signal);
      const height = Math.min(band, rows - y);
      const block = await this.#readStored(
        this.#stored[base]!,
        plane,
        { x: left, y: upper + y, width, height },
        signal,
      );
      builder.add(block.data, height);
      // Those whose turn comes later hear of it too: they are waiting for this one.
      for (const job of this.#jobs.values()) {
        job.tell({ done: y + height, total: rows, unit: 'rows', activity: 'overview' });
      }
    }
  }
}
