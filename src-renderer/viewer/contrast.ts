import type { Limits } from './scene';

// Brightness and contrast as ImageJ's ContrastAdjuster counts them, from 0 to 1: both are 0.5 where all of a range of
// values is displayed. Moving them moves the limits; the values of the image are never changed.

/** 0.5 where the limits lie in the middle of the values; larger (brighter) where they lie lower. */
export function brightnessOf(limits: Limits, values: Limits): number {
  const extent = values.max - values.min;
  if (extent <= 0) return 0.5;
  return clamped(1 - ((limits.min + limits.max) / 2 - values.min) / extent);
}

/** Limits as far apart as they are, where brightness puts them. */
export function withBrightness(limits: Limits, values: Limits, brightness: number): Limits {
  const centre = values.min + (values.max - values.min) * (1 - brightness);
  const half = (limits.max - limits.min) / 2;
  return { min: centre - half, max: centre + half };
}

/** How steep the display is: 1 where it spans all values, 2 where it spans half of them. */
export function slopeOf(limits: Limits, values: Limits): number {
  const extent = limits.max - limits.min;
  return extent > 0 && values.max > values.min ? (values.max - values.min) / extent : 1;
}

/** Contrast from 0 to 1 of a slope: 0.5 for 1, as far to the right for steep ones as to the left for flat ones. */
export function contrastOf(slope: number): number {
  return slope <= 1 ? slope / 2 : 1 - 1 / (2 * slope);
}

/** The slope of a contrast; at most {@link STEEPEST}. */
export function slopeOfContrast(contrast: number): number {
  return Math.min(
    STEEPEST,
    Math.max(1 / STEEPEST, contrast <= 0.5 ? contrast * 2 : 1 / (2 * (1 - contrast))),
  );
}

/** The steepest and, inverted, the flattest display a slider gives. */
const STEEPEST = 256;

/** Limits round the same centre, with another slope. */
export function withSlope(limits: Limits, values: Limits, slope: number): Limits {
  const centre = (limits.min + limits.max) / 2;
  const half = (values.max - values.min) / slope / 2;
  return half > 0 ? { min: centre - half, max: centre + half } : limits;
}

/** Limits with another minimum (or maximum); the other one gives way, so that they stay `least` apart. */
export function withLimit(limits: Limits, which: 'min' | 'max', value: number, least: number): Limits {
  return which === 'min'
    ? { min: value, max: Math.max(limits.max, value + least) }
    : { min: Math.min(limits.min, value - least), max: value };
}

/** A limit in as many figures as matter for values of this extent: whole where the values are integers. */
export function roundedLimit(value: number, extent: number, isInteger: boolean): number {
  if (isInteger) return Math.round(value);
  if (!(extent > 0)) return value;
  const digits = Math.max(0, 4 - Math.floor(Math.log10(extent)));
  return digits > 20 ? value : Number(value.toFixed(digits));
}

/**
 * The outline of a histogram in a box of 1 x 1 (y down): counts as log(1 + count). `from` and `to` are where its bins
 * begin and end in the box.
 */
export function histogramPath(counts: ArrayLike<number>, from: number, to: number): string {
  let highest = 0;
  for (let i = 0; i < counts.length; i++) highest = Math.max(highest, counts[i]!);
  if (highest === 0) return '';
  const width = (to - from) / counts.length;
  let path = `M${from},1`;
  for (let i = 0; i < counts.length; i++) {
    const y = 1 - Math.log1p(counts[i]!) / Math.log1p(highest);
    path += `V${round(y)}H${round(from + (i + 1) * width)}`;
  }
  return `${path}V1Z`;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
const clamped = (part: number): number => Math.min(1, Math.max(0, part));
