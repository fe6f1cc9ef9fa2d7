import type { PixelBlock, Rectangle } from '../contract/image';
import type { SimulationConfig } from '../contract/simulation';
import { gaussianBlur } from '../imaging/gaussian-blur';
import type { Scene } from './scene';

/** A Gaussian is drawn to so many sigmas. */
const SIGMAS = 5;

/**
 * A rectangle of the image of known truth: fluorophores in each pixel of a grid that is `truth.magnification` times finer
 * (the centre of pixel i lies at (i + 1/2) / magnification camera pixels), where they are in the first frame, smoothed as
 * the configuration says. Their sum is their number.
 */
export function truthBlock(
  { truth, pixelSizeNm }: SimulationConfig,
  { places }: Pick<Scene, 'places'>,
  { x: left, y: top, width, height }: Rectangle,
): PixelBlock {
  const { magnification, blurNm } = truth;
  const sigma = (blurNm * magnification) / pixelSizeNm;
  const margin = Math.ceil(SIGMAS * sigma);
  const [wide, high] = [width + 2 * margin, height + 2 * margin];
  const counts = new Float32Array(wide * high);
  for (let i = 0; i < places.count; i++) {
    const column = Math.floor(places.x[i]! * magnification) - left + margin;
    const row = Math.floor(places.y[i]! * magnification) - top + margin;
    if (column >= 0 && column < wide && row >= 0 && row < high) counts[row * wide + column]!++;
  }
  const smooth = sigma > 0 ? gaussianBlur({ width: wide, height: high, data: counts }, sigma) : counts;
  const data = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const from = (row + margin) * wide + margin;
    data.set(smooth.subarray(from, from + width), row * width);
  }
  return { width, height, samples: 1, pixelType: 'float32', data };
}
