import type { RandomStream } from '../imaging/random';
import { exponential } from './distributions';

/** When each of `count` fluorophores is bleached, in frames from the beginning: exponential, as a chance at each moment. */
export function bleachingTimes(
  count: number,
  meanFrames: number | null,
  random: RandomStream,
): Float32Array | null {
  if (meanFrames === null) return null;
  return Float32Array.from({ length: count }, () => exponential(random, meanFrames));
}

/** Takes away the light that bleached fluorophores would have had in a frame, in part where it happens within. */
export function bleach(light: Float32Array, times: Float32Array | null, frame: number): void {
  if (times === null) return;
  for (let i = 0; i < times.length; i++) {
    const left = times[i]! - frame;
    if (left < 1) light[i]! *= Math.max(0, left);
  }
}

/** Mean light in a frame as a part of what there would be without bleaching: exp(-t / mean) over the frame's time. */
export function unbleached(meanFrames: number | null, frame: number): number {
  if (meanFrames === null) return 1;
  return meanFrames * (Math.exp(-frame / meanFrames) - Math.exp(-(frame + 1) / meanFrames));
}
