import type { Plan } from './plan-scene';
import { imagesOf, type Scene } from './scene';
import type { TileName } from './tile-cache';

/** How long the last picture stays while tiles of another plane are read, in milliseconds. */
const PATIENCE_MS = 250;

/** Who draws panes. */
export interface PaneHost {
  /** Asks for a frame. */
  schedule(): void;
  /** Draws a pane again. */
  redraw(pane: Pane): void;
  closePane(pane: Pane): void;
}

/** One canvas on which scenes are drawn. */
export class Pane {
  readonly #host: PaneHost;
  readonly #context: CanvasRenderingContext2D;
  scene: Scene | null = null;
  isDirty = false;
  #coveredScene: Scene | null = null;
  #waitingSince = 0;
  /** Whether all that is in view is drawn from its own tiles. */
  isComplete = false;
  /** Why something in view could not be read. */
  failure = $state<string | null>(null);

  constructor(host: PaneHost, canvas: HTMLCanvasElement) {
    this.#host = host;
    // Not "bitmaprenderer": without a graphics card, Chromium 108 shows what that is given upside down.
    this.#context = canvas.getContext('2d')!;
  }

  /** Shows a scene from the next frame on; null while the pane is not in view. */
  show(scene: Scene | null): void {
    this.scene = scene;
    this.isDirty = true;
    this.isComplete = false;
    this.#host.schedule();
  }

  /** Frees what is held for this pane alone. */
  close(): void {
    this.scene = null;
    this.#host.closePane(this);
  }

  /** Whether it shows this image. */
  shows(image: number): boolean {
    return this.scene !== null && imagesOf(this.scene).includes(image);
  }

  /** The plan to draw: of another plane whose tiles are still being read, the picture before, for a moment. */
  choose(now: number, plan: (scene: Scene) => Plan): { plan: Plan; wants: TileName[] } | null {
    const { scene } = this;
    if (!scene) return null;
    const wanted = plan(scene);
    this.isComplete = wanted.isComplete;
    if (wanted.isCovered) {
      this.#coveredScene = scene;
      this.#waitingSince = 0;
      return { plan: wanted, wants: wanted.wants };
    }
    const before = this.#coveredScene && withPlanesOf(scene, this.#coveredScene);
    if (!before) return { plan: wanted, wants: wanted.wants };
    this.#waitingSince ||= now;
    if (now - this.#waitingSince > PATIENCE_MS) {
      this.#coveredScene = null;
      return { plan: wanted, wants: wanted.wants };
    }
    setTimeout(() => this.#host.redraw(this), PATIENCE_MS);
    return { plan: plan(before), wants: wanted.wants };
  }

  /** Puts a picture in the pane. */
  put(picture: ImageBitmap): void {
    const { canvas } = this.#context;
    if (canvas.width !== picture.width) canvas.width = picture.width;
    if (canvas.height !== picture.height) canvas.height = picture.height;
    this.#context.globalCompositeOperation = 'copy'; // what the picture leaves clear is cleared
    this.#context.drawImage(picture, 0, 0);
    picture.close();
  }
}

/** The scene as it is now, with the planes it had before; null where other images are shown. */
function withPlanesOf(scene: Scene, before: Scene): Scene | null {
  if (imagesOf(scene).join() !== imagesOf(before).join()) return null;
  const layers = scene.layers.map((layer, i) => {
    const old = before.layers[i]!;
    if (layer.kind !== 'image' || old.kind !== 'image') return null;
    if (layer.channels.length !== old.channels.length || layer.isComputing) return null;
    const channels = layer.channels.map((channel, j) => ({ ...old.channels[j]!, limits: channel.limits }));
    return { ...layer, channels, ahead: [] };
  });
  return layers.every((layer) => layer !== null) ? { ...scene, layers } : null;
}
