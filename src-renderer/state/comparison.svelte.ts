import type { ComparisonLayout, ImageRole } from '../../src-main/commands/window-actions';
import type { FileComparison } from '../../src-main/contract/files-api';
import { calmlyFitted, fitted, type Camera, type Point, type Size } from '../viewer/camera';
import { carried, extentOf, layOut, type World } from '../viewer/placement';
import { comparisonTitle } from './comparison-title';
import type { ImageState } from './image.svelte';
import { inOtherWorld, meanScale, type LineRoi, type RectangleRoi, type Roi } from './rois';

/** At most so many images stand side by side. */
export const MOST_IMAGES = 6;

/** A stored value under the cursor; null while it is read. */
export type CursorValue = number | 'unreadable' | null;

/** An image among others. */
export class ComparedImage {
  readonly image: ImageState;
  role = $state<ImageRole>('input');
  /** Its numbers against the target of the comparison: null while there is none, or they are being measured. */
  agreement = $state.raw<FileComparison | null>(null);

  constructor(image: ImageState, role: ImageRole) {
    this.image = image;
    this.role = role;
  }
}

/** A tab of one to six images that are looked at together: one camera, one cursor, the same selections. */
export class Comparison {
  readonly id: string;
  readonly kind = 'comparison';
  members = $state<ComparedImage[]>([]);
  activeIndex = $state(0);
  #layout = $state<ComparisonLayout>('side-by-side');
  /** Null until a pane knows its size; then the whole first image is fitted. */
  camera = $state.raw<Camera | null>(null);
  /** Whether position in the stack, and limits of display, are the same in all images. */
  linkPosition = $state(true);
  linkContrast = $state(false);
  /** World point under the pointer, and the image over which it is. */
  cursor = $state.raw<Point | null>(null);
  cursorIndex = $state(0);
  /** For each image the values under the cursor, one for each drawn channel; null where the cursor lies outside. */
  valuesAtCursor = $state.raw<readonly (readonly CursorValue[] | null)[]>([]);
  /** Where the swipe line stands, from 0 to 1. */
  swipe = $state(0.5);
  rois = $state.raw<Roi[]>([]);
  selectedRoi = $state<number | null>(null);
  /** The selection that was removed last. */
  lastRemoved: Roi | null = null;
  playing = $state(false);
  /** Size of a pane in CSS pixels, as it was last laid out. */
  paneSize = $state.raw<Size>({ width: 0, height: 0 });
  #lastRoi = 0;
  #pixelRatio = 1;
  /** The camera that showed the whole image, to tell whether it still does, and whether at a calm zoom. */
  #fitted: { camera: Camera; isCalm: boolean } | null = null;

  constructor(id: string, images: ImageState[]) {
    this.id = id;
    for (const image of images) this.add(image, image.open.origin ? 'result' : 'input');
  }

  readonly images = $derived(this.members.map(({ image }) => image));
  readonly active = $derived(this.members[Math.min(this.activeIndex, this.members.length - 1)]);
  /** Where each image lies; world units are micrometres or pixels. */
  readonly world = $derived(layOut(this.images.map(({ open }) => open)));
  readonly target = $derived(this.members.find(({ role }) => role === 'target'));
  readonly selected = $derived(this.rois.find(({ id }) => id === this.selectedRoi) ?? null);
  /** The two images of the swipe: the first, and the one in front (or the second, where that is the first). */
  readonly swipePair = $derived([0, this.activeIndex > 0 ? this.activeIndex : 1] as const);
  /** Half the extent of the display of the difference: it goes from minus to plus this. Null for that of the images. */
  differenceLimit = $state<number | null>(null);
  /** The axis along which a stack is played and stepped: time, else depth, else the last that has a length, channels at last. */
  readonly playAxis = $derived.by(() => {
    const axes = this.images.flatMap(({ geometry }) => geometry.leading.filter(({ length }) => length > 1));
    const names = axes.map(({ axis }) => axis);
    return (
      ['T', 'Z'].find((name) => names.includes(name)) ??
      names.filter((name) => name !== 'C').at(-1) ??
      names[0]
    );
  });
  readonly title = $derived.by(() => comparisonTitle(this.members));

  get layout(): ComparisonLayout {
    if (this.members.length < 2) return 'single';
    return this.#layout === 'difference' && !this.canSubtract ? 'side-by-side' : this.#layout;
  }
  set layout(layout: ComparisonLayout) {
    this.#layout = layout;
  }

  /** Whether the first two images have the same pixels, so that one can be taken from the other. */
  readonly canSubtract = $derived.by(() => {
    const [a, b] = this.images.map(({ geometry }) => geometry);
    return a !== undefined && b !== undefined && a.width === b.width && a.height === b.height;
  });

  /** Puts an image beside the others; beyond six nothing happens. */
  add(image: ImageState, role: ImageRole): void {
    if (this.members.length >= MOST_IMAGES || this.images.includes(image)) return;
    const { world, images } = this;
    this.members.push(new ComparedImage(image, role));
    this.#carryOver(world, images);
  }

  /** Takes an image away from the others; the one in front stays in front. */
  remove(image: ImageState): void {
    const { world, images, active } = this;
    this.members = this.members.filter((member) => member.image !== image);
    const at = active ? this.members.indexOf(active) : -1;
    this.activeIndex = at >= 0 ? at : Math.max(0, Math.min(this.activeIndex, this.members.length - 1));
    this.#carryOver(world, images);
  }

  /** Keeps view and selections on their place of the sample where images that come or go change the world. */
  #carryOver(before: World, images: readonly ImageState[]): void {
    const kept = images.find((image) => this.images.includes(image));
    const from = kept && before.placements[images.indexOf(kept)];
    const to = kept && this.world.placements[this.images.indexOf(kept)];
    if (!from || !to) return;
    const factor = meanScale(to) / meanScale(from);
    if (factor === 1 && from.offset.x === to.offset.x && from.offset.y === to.offset.y) return;
    const { camera } = this;
    if (camera) {
      this.camera = { ...carried(camera, from, to), zoom: camera.zoom / factor };
      if (camera === this.#fitted?.camera) this.#fitted = { ...this.#fitted, camera: this.camera };
    }
    this.cursor = null;
    this.rois = this.rois.map((roi) => inOtherWorld(roi, from, to));
    this.lastRemoved = this.lastRemoved && inOtherWorld(this.lastRemoved, from, to);
  }

  /** Shows the whole of the image in front, as large as the pane allows. */
  fit(): void {
    this.#fit(false);
  }

  #fit(isCalm: boolean): void {
    const { active, paneSize } = this;
    const placement = active && this.world.placements[this.members.indexOf(active)];
    if (!placement || paneSize.width === 0) return;
    const extent = extentOf(active.image.open, placement);
    const camera = isCalm
      ? calmlyFitted(extent, paneSize, placement.scale.x * this.#pixelRatio * 100)
      : fitted(extent, paneSize);
    this.camera = camera;
    this.#fitted = { camera, isCalm };
  }

  /** Learns the size of a pane. An image is fitted at a calm zoom when it opens; what was fitted stays so. */
  resize(size: Size, pixelRatio: number): void {
    this.paneSize = size;
    this.#pixelRatio = pixelRatio;
    if (!this.camera) this.#fit(true);
    else if (this.camera === this.#fitted?.camera) this.#fit(this.#fitted.isCalm);
  }

  /** Zoom of an image in per cent: 100 is a pixel of the image on a pixel of the screen. */
  zoomPercent(index: number, pixelRatio: number): number {
    const scale = this.world.placements[index]?.scale.x ?? 1;
    return (this.camera?.zoom ?? 1) * scale * pixelRatio * 100;
  }

  /**
   * Sets the limits of a channel; with `linkContrast`, of that channel (else the one in front) of every image whose values
   * are of that kind: a density of emitters has limits of its own.
   */
  setRange(image: ImageState, channel: number, range: { min: number; max: number }): void {
    const hasOwnValues = (one: ImageState) => one.open.origin?.hasOwnValues ?? false;
    const alike = this.images.filter((other) => hasOwnValues(other) === hasOwnValues(image));
    for (const other of this.linkContrast ? alike : [image]) {
      const same = other === image ? other.channels[channel] : (other.channels[channel] ?? other.channel);
      if (same) same.range = range;
    }
  }

  /** Links the limits of all images, beginning with those of the one in front, or lets them be set apart. */
  setLinkContrast(isLinked: boolean): void {
    this.linkContrast = isLinked;
    const { active } = this;
    if (!isLinked || !active) return;
    for (const [channel, { range }] of active.image.channels.entries()) {
      if (range) this.setRange(active.image, channel, range);
    }
  }

  /** Zooms to so many per cent of an image, and keeps the centre of the pane. */
  zoomTo(index: number, percent: number, pixelRatio: number): void {
    const scale = this.world.placements[index]?.scale.x;
    if (this.camera && scale !== undefined) {
      this.camera = { ...this.camera, zoom: percent / 100 / scale / pixelRatio };
    }
  }

  /** Goes to an index along an axis; with `linkPosition`, in every image that has that axis. */
  goTo(axis: string, index: number): void {
    const images = this.linkPosition ? this.images : this.active ? [this.active.image] : [];
    for (const image of images) {
      const at = image.geometry.leading.findIndex((entry) => entry.axis === axis);
      if (at >= 0) image.goTo(at, index);
    }
  }

  /** Adds a selection and chooses it. */
  addRoi(roi: Omit<RectangleRoi, 'id'> | Omit<LineRoi, 'id'>): Roi {
    const added = { ...roi, id: ++this.#lastRoi } as Roi;
    this.rois = [...this.rois, added];
    this.selectedRoi = added.id;
    return added;
  }

  /** Puts a changed selection in the place of the old one. */
  replaceRoi(roi: Roi): void {
    this.rois = this.rois.map((other) => (other.id === roi.id ? roi : other));
  }

  removeRoi(id: number): void {
    this.lastRemoved = this.rois.find((roi) => roi.id === id) ?? this.lastRemoved;
    this.rois = this.rois.filter((roi) => roi.id !== id);
    if (this.selectedRoi === id) this.selectedRoi = this.rois.at(-1)?.id ?? null;
  }

  restoreRoi(): void {
    if (!this.lastRemoved) return;
    this.rois = [...this.rois, this.lastRemoved];
    this.selectedRoi = this.lastRemoved.id;
    this.lastRemoved = null;
  }
}
