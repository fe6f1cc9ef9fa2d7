import { formatNumber } from '../controls/number-text';
import type { Comparison } from '../state/comparison.svelte';
import { lineLength, type Roi } from '../state/rois';
import { toPixel } from '../viewer/placement';

/** One coordinate of the cursor: in micrometres with the pixel beside it, or the pixel alone. */
export interface Coordinate {
  main: string;
  /** The pixel's index, from 0 as ImageJ counts; empty where it is `main`. */
  pixel: string;
}

/** Where the cursor is in the image in front; null while it is over none. */
export function cursorText(comparison: Pick<Comparison, 'cursor' | 'world' | 'activeIndex'>): {
  x: Coordinate;
  y: Coordinate;
} | null {
  const { cursor, world, activeIndex } = comparison;
  const placement = world.placements[activeIndex];
  if (!cursor || !placement) return null;
  const pixel = toPixel(placement, cursor);
  const coordinate = (axis: 'x' | 'y'): Coordinate => {
    const index = formatNumber(Math.floor(pixel[axis]));
    return world.unit === 'µm'
      ? { main: `${cursor[axis].toFixed(2)} µm`, pixel: index }
      : { main: index, pixel: '' };
  };
  return { x: coordinate('x'), y: coordinate('y') };
}

/** "Line 5.63 µm, 65.6°", "Rectangle 6.80 × 5.20 µm": what is chosen, and how large. */
export function selectionText(roi: Roi, unit: 'µm' | 'px'): { kind: string; size: string; more: string } {
  const length = (value: number): string => (unit === 'µm' ? value.toFixed(2) : formatNumber(value, 1));
  if (roi.kind === 'rectangle') {
    return { kind: 'Rectangle', size: `${length(roi.width)} × ${length(roi.height)} ${unit}`, more: '' };
  }
  const angle = (Math.atan2(roi.y1 - roi.y2, roi.x2 - roi.x1) * 180) / Math.PI; // counted upwards, as ImageJ does
  return { kind: 'Line', size: `${length(lineLength(roi))} ${unit}`, more: `, ${angleText(angle)}` };
}

function angleText(degrees: number): string {
  return `${formatNumber(Number(degrees.toFixed(1)), 1)}°`;
}
