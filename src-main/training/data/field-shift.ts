import type { CallOptions } from '../../contract/signal';
import {
  REGISTERED_SIDE,
  registrationShift,
  type RegistrationShift,
} from '../../imaging/measures/registration-shift';
import { binned } from '../../imaging/binning';
import { evenlySpread, type Field, type Place } from './fields';
import type { PlaneStore } from './plane-store';

/** Frames whose mean is compared: enough that noise is no matter. */
const FRAMES = 8;

/** How far the targets of a field lie from its inputs, in input pixels: means of up to eight frames spread evenly. */
export async function shiftOf(
  { frames, width, height }: Field,
  scale: number,
  store: PlaneStore,
  options: Pick<CallOptions, 'signal'>,
): Promise<RegistrationShift> {
  const [wide, high] = [Math.min(width, REGISTERED_SIDE), Math.min(height, REGISTERED_SIDE)];
  const region = {
    x: Math.floor((width - wide) / 2),
    y: Math.floor((height - high) / 2),
    width: wide,
    height: high,
  };
  const finer = { x: region.x * scale, y: region.y * scale, width: wide * scale, height: high * scale };
  const input = new Float64Array(wide * high);
  const target = new Float64Array(wide * high);
  let last: Place | null = null;
  for (const at of evenlySpread(frames.length, FRAMES)) {
    const frame = frames[at]!;
    addTo(input, await store.values(frame.input, region, options));
    if (last?.image === frame.target.image && last.plane === frame.target.plane) continue;
    last = frame.target;
    addTo(target, binned(await store.values(frame.target, finer, options), finer.width, scale));
  }
  const size = { width: wide, height: high };
  return registrationShift({ ...size, data: input }, { ...size, data: target });
}

function addTo(sum: Float64Array, values: ArrayLike<number>): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += values[i]!;
}
