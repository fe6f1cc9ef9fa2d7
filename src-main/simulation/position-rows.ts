import type { SimulationConfig } from '../contract/simulation';
import { sigmaOf } from './optics';

/** Fluorophores that give less in a frame are not told: nothing of them can be seen. */
const LEAST_PHOTONS = 1;

/** Rows of a table of positions, and how many. */
export interface PositionRows {
  text: string;
  count: number;
}

/**
 * Rows of the fluorophores that shine in a frame, counted from 0, and lie in the field: nm from its upper left corner, as
 * they stand in that frame. `firstId` is the first row's number.
 */
export function positionRows(
  config: SimulationConfig,
  places: { x: Float64Array; y: Float64Array; count: number },
  light: Float32Array,
  { frame, shift, firstId }: { frame: number; shift: { x: number; y: number }; firstId: number },
): PositionRows {
  const { width, height, pixelSizeNm, background, optics } = config;
  const shared = [sigmaOf(optics) * 1000, background, Math.sqrt(background)].map((value) => value.toFixed(3));
  const [sigma, offset, sd] = shared;
  let text = '';
  let count = 0;
  for (let i = 0; i < places.count; i++) {
    if (light[i]! < LEAST_PHOTONS) continue;
    const [x, y] = [places.x[i]! + shift.x, places.y[i]! + shift.y];
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const place = `${(x * pixelSizeNm).toFixed(3)},${(y * pixelSizeNm).toFixed(3)}`;
    text += `${firstId + count},${frame + 1},${place},${sigma},${light[i]!.toFixed(2)},${offset},${sd}\n`;
    count++;
  }
  return { text, count };
}
