import type { Point } from '../viewer/camera';
import { carried, type Placement, type World } from '../viewer/placement';

/** A selection, in the world of its comparison, so that it lies on the same place of every linked image. */
export type Roi = RectangleRoi | LineRoi;

export interface RectangleRoi {
  kind: 'rectangle';
  id: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A straight line; `widthPx` is its averaging width in pixels of the comparison's first image. */
export interface LineRoi {
  kind: 'line';
  id: number;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  widthPx: number;
}

/** Length of a line in world units. */
export function lineLength({ x1, y1, x2, y2 }: Pick<LineRoi, 'x1' | 'y1' | 'x2' | 'y2'>): number {
  return Math.hypot(x2 - x1, y2 - y1);
}

/** Averaging width of a line in world units. */
export function lineWidth({ widthPx }: Pick<LineRoi, 'widthPx'>, { placements }: World): number {
  return widthPx * meanScale(placements[0]);
}

/** World units per pixel, where both sides of a pixel may differ. */
export function meanScale(placement: Placement | undefined): number {
  return placement ? Math.sqrt(placement.scale.x * placement.scale.y) : 1;
}

/** The line whose profile is plotted: the chosen one, else the one drawn last. */
export function profiledLine(
  comparison: { rois: readonly Roi[]; selected: Roi | null } | null,
): LineRoi | null {
  if (!comparison) return null;
  const { rois, selected } = comparison;
  if (selected?.kind === 'line') return selected;
  return rois.filter((roi) => roi.kind === 'line').at(-1) ?? null;
}

/** A selection on the same place of the sample in another world. Its averaging width stays one of so many pixels. */
export function inOtherWorld(roi: Roi, from: Placement, to: Placement): Roi {
  if (roi.kind === 'rectangle') {
    const start = carried(roi, from, to);
    const end = carried({ x: roi.x + roi.width, y: roi.y + roi.height }, from, to);
    return { ...roi, ...start, width: end.x - start.x, height: end.y - start.y };
  }
  const [start, end] = [
    carried({ x: roi.x1, y: roi.y1 }, from, to),
    carried({ x: roi.x2, y: roi.y2 }, from, to),
  ];
  return { ...roi, x1: start.x, y1: start.y, x2: end.x, y2: end.y };
}

/** A selection moved in the world. */
export function moved(roi: Roi, { x, y }: Point): Roi {
  return roi.kind === 'rectangle'
    ? { ...roi, x: roi.x + x, y: roi.y + y }
    : { ...roi, x1: roi.x1 + x, y1: roi.y1 + y, x2: roi.x2 + x, y2: roi.y2 + y };
}
