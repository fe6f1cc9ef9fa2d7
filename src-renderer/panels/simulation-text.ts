import type { SimulationConfig } from '../../src-main/contract/simulation';
import { bytesText } from '../shell/device-text';

/** Bytes of a pixel of a frame and of the truth. */
const FRAME_BYTES = 2;
const TRUTH_BYTES = 4;

/** "15 fields of 256 × 256 pixels, 50 frames each; 197 MB." */
export function simulationSizeText({
  fields,
  frames,
  width,
  height,
  excitation,
  truth,
}: SimulationConfig): string {
  const powers = excitation.powers.length;
  const bytes =
    fields * width * height * (powers * frames * FRAME_BYTES + truth.magnification ** 2 * TRUTH_BYTES);
  const stack = frames === 1 ? '1 frame' : `${frames} frames`;
  const each = powers > 1 ? ` at each of ${powers} powers` : fields > 1 ? ' each' : '';
  const count = fields === 1 ? '1 field' : `${fields} fields`;
  return `${count} of ${width} × ${height} pixels, ${stack}${each}; ${bytesText(bytes)}.`;
}
