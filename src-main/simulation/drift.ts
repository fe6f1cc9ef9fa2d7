import type { SimulationConfig } from '../contract/simulation';
import { RandomStream } from '../imaging/random';

/** Where the sample is in each frame, in pixels to the right and down from where it is in the first. */
export interface DriftTrack {
  x: Float64Array;
  y: Float64Array;
}

/** A steady drift and a random walk together, by seed and field. */
export function driftTrack(config: SimulationConfig, field: number): DriftTrack {
  const { drift, frames, pixelSizeNm, seed } = config;
  const random = new RandomStream(seed, 'drift', field);
  const angle = (drift.degrees * Math.PI) / 180;
  const track = { x: new Float64Array(frames), y: new Float64Array(frames) };
  for (let frame = 1; frame < frames; frame++) {
    const step = (along: number) => (drift.nmPerFrame * along + drift.walkNm * random.normal()) / pixelSizeNm;
    track.x[frame] = track.x[frame - 1]! + step(Math.cos(angle));
    track.y[frame] = track.y[frame - 1]! + step(Math.sin(angle));
  }
  return track;
}

/** A drift as a table: frames from 1, pixels and nm to the right and down. */
export function driftTable({ x, y }: DriftTrack, pixelSizeNm: number): string {
  const lines = ['"frame","dx [px]","dy [px]","dx [nm]","dy [nm]"'];
  for (let frame = 0; frame < x.length; frame++) {
    const values = [x[frame]!, y[frame]!, x[frame]! * pixelSizeNm, y[frame]! * pixelSizeNm];
    lines.push([frame + 1, ...values.map((value) => Number(value.toFixed(5)))].join(','));
  }
  return `${lines.join('\n')}\n`;
}
