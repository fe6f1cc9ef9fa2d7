import type { AppApi } from '../../src-main/contract/app-api';
import { DISPLAY_TILE } from '../../src-main/contract/display';
import type { PixelBlock } from '../../src-main/contract/image';
import { finiteRange } from '../../src-main/imaging/display/display-histogram';
import type { CursorValue } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import type { Workspace } from '../state/workspace.svelte';
import type { ImageView } from './image-view';
import { Pane, type PaneHost } from './pane.svelte';
import { planScene, type DonePart, type PlannedPiece } from './plan-scene';
import { Renderer, type Drawing, type PlacedTexture, type TileTexture } from './renderer';
import { imagesOf, type ChannelPlane, type Limits } from './scene';
import { TileCache, type CachedTile, type TileName } from './tile-cache';

/** Bytes of pixels and textures that are kept. */
const MOST_BYTES = 256 * 2 ** 20;

/** Reads under way at once for an image. */
const MOST_READS = 4;

type Tile = CachedTile<TileTexture>;

/** What is drawn of all images of a window: the tiles, the one renderer, and the panes. */
export class Viewer implements PaneHost {
  readonly #panes = new Set<Pane>();
  readonly #cache: TileCache<TileTexture>;
  readonly #done = new Map<number, { planes: Map<number, DonePart[]>; count: number; revision: number }>();
  readonly #ranges = new WeakMap<PixelBlock, Limits>();
  #renderer: Renderer | null = null;
  #frame = 0;
  /** Counts tiles that came: what is derived from stored values is derived again. */
  tilesRead = $state(0);
  /** Why nothing can be drawn. */
  failure = $state<string | null>(null);

  constructor(api: AppApi) {
    this.#cache = new TileCache<TileTexture>({
      read: ({ image, ...tile }, signal) => api.readTile({ image, tile }, { signal }),
      free: (texture) => this.#renderer?.free(texture),
      changed: (image) => this.#changed(image),
      mostBytes: MOST_BYTES,
      mostReads: MOST_READS,
    });
  }

  /** Takes a canvas to draw on. */
  pane(canvas: HTMLCanvasElement): Pane {
    const pane = new Pane(this, canvas);
    this.#panes.add(pane);
    return pane;
  }

  closePane(pane: Pane): void {
    this.#panes.delete(pane);
    this.#cache.want(pane, []);
    this.#freeHidden();
  }

  /** Draws a pane again. */
  redraw(pane: Pane): void {
    pane.isDirty = true;
    this.schedule();
  }

  /** Asks for a frame. */
  schedule(): void {
    this.#frame ||= requestAnimationFrame((now) => {
      this.#frame = 0;
      this.#draw(now);
    });
  }

  /** Learns what of an image changed since last time: parts that were computed, or all of it. */
  follow({ id, tiles, revision }: Pick<ImageState, 'id' | 'tiles' | 'revision'>): void {
    const known = this.#done.get(id) ?? { planes: new Map<number, DonePart[]>(), count: 0, revision };
    this.#done.set(id, known);
    if (tiles) {
      for (; known.count < tiles.done.length; known.count++) {
        const { plane, tile: rectangle } = tiles.done[known.count]!;
        this.#cache.invalidate(id, { plane, rectangle });
        const parts = known.planes.get(plane) ?? [];
        parts.push({ rectangle, change: this.#cache.changesOf(id) });
        known.planes.set(plane, parts);
      }
    } else if (known.revision !== revision) this.#cache.invalidate(id);
    known.revision = revision;
    for (const pane of this.#panes) if (pane.shows(id)) this.redraw(pane);
  }

  /** Forgets images that are not open any more. */
  keepOnly(open: ReadonlySet<number>): void {
    for (const image of new Set([...this.#cache.images(), ...this.#done.keys()])) {
      if (open.has(image)) continue;
      this.#cache.drop(image);
      this.#done.delete(image);
    }
  }

  /** Reads again what could not be read. */
  retry(image: number): void {
    this.#cache.retry(image);
    this.#changed(image);
  }

  /** Whether panes that show one of these images show all of it. */
  isComplete(images: readonly number[]): boolean {
    return [...this.#panes].every((pane) => pane.isComplete || !images.some((image) => pane.shows(image)));
  }

  /** The stored value of a pixel; null while its tile is not here. */
  valueAt(image: number, channel: ChannelPlane, x: number, y: number): CursorValue {
    const name = tileAt(image, channel, x, y);
    const tile = this.#cache.get(name);
    if (!tile || tile.isStale) return this.#cache.isUnreadable(name) ? 'unreadable' : null;
    const { data, width } = tile.block;
    return data[(y % DISPLAY_TILE) * width + (x % DISPLAY_TILE)] ?? null;
  }

  /** Has the tiles with these pixels read, for `owner`, instead of those it wanted before. */
  wantValues(
    owner: object,
    pixels: readonly { image: number; channel: ChannelPlane; x: number; y: number }[],
  ): void {
    this.#cache.want(
      owner,
      pixels.map(({ image, channel, x, y }) => tileAt(image, channel, x, y)),
    );
  }

  #changed(image: number): void {
    this.tilesRead++;
    for (const pane of this.#panes) if (pane.shows(image)) this.redraw(pane);
  }

  #draw(now: number): void {
    const renderer = this.#ready();
    if (!renderer || renderer.isLost) return;
    for (const pane of this.#panes) {
      if (!pane.isDirty) continue;
      pane.isDirty = false;
      const chosen = pane.choose(now, (scene) =>
        planScene(scene, {
          has: (name, change) => {
            const tile = this.#cache.has(name) ? this.#cache.get(name) : undefined;
            return tile !== undefined && tile.seen >= change;
          },
          done: (image, plane) => this.#done.get(image)?.planes.get(plane) ?? [],
        }),
      );
      if (!chosen || !pane.scene) {
        this.#cache.want(pane, []);
        this.#freeHidden();
        continue;
      }
      const picture = renderer.draw(
        pane.scene,
        chosen.plan.pieces.flatMap((piece) => this.#drawing(renderer, piece) ?? []),
      );
      if (picture) pane.put(picture);
      this.#cache.want(pane, chosen.wants);
      const failures = imagesOf(pane.scene).map((image) => this.#cache.failureOf(image));
      pane.failure = failures.find((failure) => failure !== null) ?? null;
    }
  }

  #ready(): Renderer | null {
    if (this.#renderer || this.failure !== null) return this.#renderer;
    try {
      this.#renderer = new Renderer(
        () => this.#cache.forgetTextures(),
        () => {
          for (const pane of this.#panes) this.redraw(pane);
        },
      );
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    return this.#renderer;
  }

  #drawing(renderer: Renderer, piece: PlannedPiece): Drawing | null {
    if (piece.kind === 'ground') return piece;
    const { area, view, channel } = piece;
    const tile = this.#cache.get(piece.name);
    if (!tile || area.width === 0) return null;
    const placed = this.#placed(renderer, tile, view);
    const shading = {
      lut: channel.lut,
      limits: channel.limits ?? this.#rangeOf(tile.block),
      brightness: piece.kind === 'tile' ? piece.brightness : 1,
    };
    if (piece.kind === 'tile') return { kind: 'tile', area, tile: placed, shading, add: piece.add };
    const other = this.#cache.get(piece.other);
    if (!other) return null;
    return { kind: 'difference', area, tile: placed, other: this.#placed(renderer, other, view), shading };
  }

  #placed(renderer: Renderer, tile: Tile, { origin, scale }: ImageView): PlacedTexture {
    if (!tile.texture) {
      const texture = renderer.upload(tile.block);
      this.#cache.setTexture(tile, texture, texture.bytes);
    }
    const { level, column, row } = tile.name;
    const side = 2 ** level;
    return {
      texture: tile.texture!,
      corner: {
        x: origin.x + column * DISPLAY_TILE * side * scale.x,
        y: origin.y + row * DISPLAY_TILE * side * scale.y,
      },
      scale: { x: scale.x * side, y: scale.y * side },
    };
  }

  /** Limits of a tile, until those of its stack were measured. */
  #rangeOf(block: PixelBlock): Limits {
    const known = this.#ranges.get(block);
    if (known) return known;
    const range = finiteRange(block.data) ?? { min: 0, max: 1 };
    const limits = range.min < range.max ? range : { min: range.min, max: range.min + 1 };
    this.#ranges.set(block, limits);
    return limits;
  }

  /** Frees the textures of images that no pane shows. */
  #freeHidden(): void {
    for (const image of this.#cache.images()) {
      if (![...this.#panes].some((pane) => pane.shows(image))) this.#cache.freeTextures(image);
    }
  }
}

function tileAt(image: number, { plane, sample }: ChannelPlane, x: number, y: number): TileName {
  const at = { level: 0, column: Math.floor(x / DISPLAY_TILE), row: Math.floor(y / DISPLAY_TILE) };
  return { image, plane, ...(sample === undefined ? {} : { sample }), ...at };
}

const viewers = new WeakMap<Workspace, Viewer>();

/** The viewer of a window, made when it is first asked for. */
export function viewerOf(workspace: Workspace): Viewer {
  const known = viewers.get(workspace);
  if (known) return known;
  const viewer = new Viewer(workspace.api);
  viewers.set(workspace, viewer);
  $effect.root(() => {
    $effect(() => viewer.keepOnly(new Set(workspace.images.keys())));
  });
  return viewer;
}
