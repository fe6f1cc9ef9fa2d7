import type { FrameShift } from '../contract/reconstruction';
import type { StripLayout } from './strip-layout';

/** Reconstructs frames of a strip one by one: radiality (SRRF) or radial gradient convergence (eSRRF). */
export interface FrameReconstruction {
  readonly layout: StripLayout;
  /**
   * @param frame The block's pixels, row by row.
   * @param shift How far the sample has moved in this frame: its pixels are looked for there (NanoJ's way: no frame is
   *   resampled).
   * @param output Is filled: `keep`, magnified, row by row.
   */
  compute(frame: Float32Array, shift: FrameShift, output: Float32Array): void;
}
