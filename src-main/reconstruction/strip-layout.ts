import type { ReconstructionStrip } from '../contract/reconstruction';
import { borderOf, reachOf } from './extent';

/** First and last (exclusive) of a range of whole numbers. */
export interface Span {
  from: number;
  to: number;
}

/** Where things lie in a strip, in pixels of the whole input unless it says otherwise. */
export interface StripLayout {
  m: number;
  image: { width: number; height: number };
  block: { x: number; y: number; width: number; height: number };
  keep: { x: number; y: number; width: number; height: number };
  /** Zeros on every side of what the kernels read, in pixels. */
  pad: number;
  /** Values of a padded row. */
  stride: number;
  /** Output rows and columns that have a value, in output pixels of the whole image: the others are 0. */
  rows: Span;
  columns: Span;
}

/** Lays a strip out. */
export function layoutOf({ params, image, block, keep, maxShift }: ReconstructionStrip): StripLayout {
  const m = params.magnification;
  const border = borderOf(params);
  const within = (start: number, length: number, all: number): Span => ({
    from: Math.max(start * m, border),
    to: Math.min((start + length) * m, all * m - border),
  });
  const pad = reachOf(params, maxShift) + 1;
  return {
    m,
    image,
    block,
    keep,
    pad,
    stride: block.width + 2 * pad,
    rows: within(keep.y, keep.height, image.height),
    columns: within(keep.x, keep.width, image.width),
  };
}

/** The input columns l for which output column m l + `phase` has a value. */
export function columnsOfPhase({ m, columns }: StripLayout, phase: number): Span {
  return {
    from: Math.ceil((columns.from - phase) / m),
    to: Math.ceil((columns.to - phase) / m),
  };
}

/** Those of {@link columnsOfPhase} from which a point `beside` pixels to the right lies in the image: beyond it, all is 0. */
export function columnsInside(layout: StripLayout, phase: number, beside: number): Span {
  const { from, to } = columnsOfPhase(layout, phase);
  const inside = {
    from: Math.max(from, Math.ceil(-beside)),
    to: Math.min(to, Math.ceil(layout.image.width - beside)),
  };
  return { from: inside.from, to: Math.max(inside.from, inside.to) };
}
