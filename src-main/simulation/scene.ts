import type { SimulationConfig } from '../contract/simulation';
import { RandomStream } from '../imaging/random';
import { wholeArea, type Area } from './area';
import { driftTrack, type DriftTrack } from './drift';
import type { Crowd } from './emission';
import { checkOptics, linearSpread } from './optics';
import { makeSample } from './samples/make-sample';

/** What is in a field of view, whatever it is seen with: fluorophores, in pixels, and how they drift. */
export interface Scene {
  places: { x: Float64Array; y: Float64Array; count: number };
  crowd: Crowd;
  drift: DriftTrack;
}

/** The scene of a field, counted from 0. Throws InvalidRequestError where it cannot be made as it is asked for. */
export function makeScene(config: SimulationConfig, field: number): Scene {
  checkOptics(config.optics);
  const drift = driftTrack(config, field);
  const farthest = [drift.x, drift.y].reduce(
    (most, axis) => axis.reduce((a, b) => Math.max(a, Math.abs(b)), most),
    0,
  );
  const margin = linearSpread(config.optics).reach + (farthest * config.pixelSizeNm) / 1000;
  const area = areaOf(config, margin);
  const places = placesIn(config, area, new RandomStream(config.seed, 'sample', field));
  return { places, crowd: { count: places.count, area: wholeArea(area) }, drift };
}

/** A field with a margin, in micrometres. */
export function areaOf({ width, height, pixelSizeNm }: SimulationConfig, margin: number): Area {
  return { width: (width * pixelSizeNm) / 1000, height: (height * pixelSizeNm) / 1000, margin };
}

/** The places of a sample, in pixels. */
export function placesIn(
  { sample, pixelSizeNm }: SimulationConfig,
  area: Area,
  random: RandomStream,
): Scene['places'] {
  const { x, y, count } = makeSample(sample, area, random);
  const inPixels = (values: Float64Array) => values.subarray(0, count).map((um) => (um * 1000) / pixelSizeNm);
  return { x: inPixels(x), y: inPixels(y), count };
}
