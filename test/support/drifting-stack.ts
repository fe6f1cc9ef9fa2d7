import { RandomStream } from '../../src-main/imaging/random';
import type { DriftFrames } from '../../src-main/reconstruction/drift/estimate-drift';
import type { FrameShift } from '../../src-main/contract/reconstruction';

/** A sample that drifts, in memory: spots of an SD of 1.4 pixels on a background of 50, with photon noise. */
export interface DriftingStack extends DriftFrames {
  /** Where the sample is in each frame, from where it is in the first. */
  track: FrameShift[];
}

/**
 * A stack of `track.length` frames. `brightness`: photons of a spot; `lit`: the part of spots that shine in a frame, drawn
 * anew for each.
 */
export function driftingStack(
  track: FrameShift[],
  { width = 80, height = 72, spots = 90, brightness = 2500, lit = 1, seed = 1 } = {},
): DriftingStack {
  const random = new RandomStream(seed, 'drift');
  const places = Array.from({ length: spots }, () => ({
    x: -4 + random.uniform() * (width + 8),
    y: -4 + random.uniform() * (height + 8),
    light: brightness * (0.5 + random.uniform()),
  }));
  const frames = track.map((shift) => {
    const data = new Float64Array(width * height).fill(50);
    for (const { x, y, light } of places) {
      if (random.uniform() >= lit) continue;
      addSpot(data, width, height, { x: x + shift.x, y: y + shift.y, light });
    }
    return data.map((mean) => Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal())));
  });
  return {
    name: 'the stack',
    count: track.length,
    width,
    height,
    track,
    read: async (frame) => ({ width, height, data: frames[frame]! }),
  };
}

const SD = 1.4;

function addSpot(
  data: Float64Array,
  width: number,
  height: number,
  { x, y, light }: FrameShift & { light: number },
): void {
  const reach = Math.ceil(5 * SD);
  for (let row = Math.max(0, Math.floor(y) - reach); row < Math.min(height, y + reach); row++) {
    for (let column = Math.max(0, Math.floor(x) - reach); column < Math.min(width, x + reach); column++) {
      const squared = (column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2;
      data[row * width + column]! += (light * Math.exp(-squared / (2 * SD * SD))) / (2 * Math.PI * SD * SD);
    }
  }
}
