import type { ToolId } from '../../src-main/commands/window-actions';
import type { Comparison } from '../state/comparison.svelte';
import type { Roi } from '../state/rois';
import { nextZoomStep, panned, toWorld, zoomedAt, type Point, type Size } from './camera';
import { toPixel } from './placement';
import {
  hitOf,
  inPixels,
  inWorld,
  lineBetween,
  movedBy,
  rectangleBetween,
  resized,
  type Hit,
} from './roi-geometry';

/** How near the pointer must be to grasp a selection, in CSS pixels. */
const GRASP_PX = 6;

/** A drag shorter than this is a click, in CSS pixels. */
const CLICK_PX = 3;

/** Where a gesture happens. */
export interface PaneSpace {
  comparison: Comparison;
  /** The image whose pixels count. */
  index: number;
  pane: Size;
  pixelRatio: number;
}

/** What the pointer does from its press to its release. */
export interface Gesture {
  cursor: string;
  move(to: Point, keys: { shiftKey: boolean }): void;
  /** The pointer was released. */
  end?(at: Point, keys: { altKey: boolean }): void;
  /** Undoes it. */
  cancel?(): void;
}

/** The selection under the pointer; the chosen one is found first. */
export function selectionAt(space: PaneSpace, at: Point): { roi: Roi; hit: Hit } | null {
  const { comparison, pane } = space;
  const { camera } = comparison;
  if (!camera) return null;
  const point = toWorld(camera, pane, at);
  const tolerance = GRASP_PX / camera.zoom;
  const chosen = comparison.selected;
  const candidates = [
    ...(chosen ? [chosen] : []),
    ...comparison.rois.filter((roi) => roi !== chosen).reverse(),
  ];
  for (const roi of candidates) {
    const hit = hitOf(roi, point, tolerance, roi === chosen);
    if (hit) return { roi, hit };
  }
  return null;
}

/** The pointer moves the picture. */
export function pan({ comparison }: PaneSpace, from: Point): Gesture {
  const before = comparison.camera!;
  return {
    cursor: 'grabbing',
    move(to) {
      comparison.camera = panned(before, to.x - from.x, to.y - from.y);
    },
    cancel: () => (comparison.camera = before),
  };
}

/** A click zooms in at the pointer, with Alt out; a drag moves the picture. */
export function zoomOrPan(space: PaneSpace, from: Point): Gesture {
  const { comparison, index, pixelRatio } = space;
  const drag = pan(space, from);
  let isDrag = false;
  return {
    cursor: 'zoom-in',
    move(to, keys) {
      isDrag ||= Math.hypot(to.x - from.x, to.y - from.y) > CLICK_PX;
      if (isDrag) drag.move(to, keys);
    },
    end(at, { altKey }) {
      if (isDrag) return;
      const percent = nextZoomStep(comparison.zoomPercent(index, pixelRatio), altKey ? -1 : 1);
      zoomTo(space, percent, at);
    },
    cancel: () => drag.cancel?.(),
  };
}

/** Zooms to so many per cent of the image, and keeps the place under `fixed`. */
export function zoomTo(
  { comparison, index, pane, pixelRatio }: PaneSpace,
  percent: number,
  fixed: Point,
): void {
  const scale = comparison.world.placements[index]?.scale.x;
  if (!comparison.camera || scale === undefined) return;
  comparison.camera = zoomedAt(comparison.camera, pane, percent / 100 / scale / pixelRatio, fixed);
}

/** Draws a selection, or moves or resizes the one that is under the pointer. */
export function select(
  space: PaneSpace,
  tool: Extract<ToolId, 'rectangle' | 'line'>,
  from: Point,
  lineWidth: number,
): Gesture {
  const found = selectionAt(space, from);
  if (!found) return draw(space, tool, from, lineWidth);
  space.comparison.selectedRoi = found.roi.id;
  return reshape(space, found.roi, found.hit, from);
}

function draw(space: PaneSpace, tool: 'rectangle' | 'line', from: Point, lineWidth: number): Gesture {
  const { comparison, index } = space;
  const before = { rois: comparison.rois, chosen: comparison.selectedRoi };
  const placement = comparison.world.placements[index]!;
  const image = comparison.images[index]!.geometry;
  const pixelAt = (at: Point): Point => toPixel(placement, toWorld(comparison.camera!, space.pane, at));
  const start = pixelAt(from);
  let drawn: Roi | null = null;
  return {
    cursor: 'crosshair',
    move(to, { shiftKey }) {
      if (!drawn && Math.hypot(to.x - from.x, to.y - from.y) <= CLICK_PX) return;
      const inImage: Roi =
        tool === 'rectangle'
          ? { id: 0, kind: 'rectangle', ...rectangleBetween(start, pixelAt(to), image, shiftKey) }
          : { id: 0, kind: 'line', widthPx: lineWidth, ...lineBetween(start, pixelAt(to), image, shiftKey) };
      const shape = inWorld(inImage, placement);
      if (drawn) comparison.replaceRoi((drawn = { ...shape, id: drawn.id }));
      else drawn = comparison.addRoi(shape);
    },
    end() {
      if (!drawn) comparison.selectedRoi = null; // a click beside all of them
    },
    cancel() {
      comparison.rois = before.rois;
      comparison.selectedRoi = before.chosen;
    },
  };
}

function reshape(space: PaneSpace, roi: Roi, hit: Hit, from: Point): Gesture {
  const { comparison, index, pane } = space;
  const placement = comparison.world.placements[index]!;
  const image = comparison.images[index]!.geometry;
  const before = inPixels(roi, placement);
  const pixelAt = (at: Point): Point => toPixel(placement, toWorld(comparison.camera!, pane, at));
  const start = pixelAt(from);
  return {
    cursor: cursorOf(hit),
    move(to, { shiftKey }) {
      const point = pixelAt(to);
      const changed =
        hit === 'inside' || hit === 'middle'
          ? movedBy(before, point.x - start.x, point.y - start.y, image)
          : resized(before, hit, point, image, shiftKey);
      comparison.replaceRoi(inWorld(changed, placement));
    },
    cancel: () => comparison.replaceRoi(roi),
  };
}

/** The pointer over a part of a selection. */
export function cursorOf(hit: Hit): string {
  switch (hit) {
    case 'inside':
    case 'middle':
      return 'move';
    case 'start':
    case 'end':
      return 'pointer';
    default:
      return `${hit}-resize`;
  }
}
