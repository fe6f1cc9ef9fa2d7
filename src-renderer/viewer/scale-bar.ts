import { lengthText, niceLength } from '../../src-main/figures/scale-bar';

/** A scale bar: what it is labelled, and how long it is drawn. */
export interface ScaleBar {
  label: string;
  /** In CSS pixels. */
  length: number;
}

const SHORTEST_PX = 60;
const LONGEST_PX = 160;

/**
 * The scale bar for so many CSS pixels per unit: 1, 2 or 5 x 10^n units, 60 to 160 px long, the longest that fits. Null
 * where a bar would be less than a pixel of an uncalibrated image.
 */
export function scaleBar(pxPerUnit: number, unit: 'µm' | 'px'): ScaleBar | null {
  if (!(pxPerUnit > 0) || !Number.isFinite(pxPerUnit)) return null;
  const value = niceLength(LONGEST_PX / pxPerUnit);
  const length = value * pxPerUnit;
  return length < SHORTEST_PX || (unit === 'px' && value < 1)
    ? null
    : { label: lengthText(value, unit), length };
}
