import type { ReconstructionParams } from '../contract/reconstruction';

/** Output pixels along every edge of the whole image that have no value (they are 0). */
export function borderOf(params: ReconstructionParams): number {
  // SRRF's gradient needs both neighbours of a pixel, eSRRF's samples lie within its radius.
  return params.method === 'srrf' ? params.magnification : Math.floor(params.radius * params.magnification);
}

/**
 * Neighbouring input pixels, on every side, that can have an influence: the radius, how far a frame may have moved, two
 * pixels of the interpolation and one of the gradient.
 */
export function reachOf(params: ReconstructionParams, maxShift: number): number {
  const radius = params.method === 'srrf' ? params.ringRadius : params.radius;
  return Math.ceil(radius + maxShift) + 4;
}

/** How often all frames have to be given: what is measured against the mean over time needs that first. */
export function passesOf({ temporal }: ReconstructionParams): 1 | 2 {
  return ['avg', 'max', 'trppm', 'frames'].includes(temporal) ? 1 : 2;
}
