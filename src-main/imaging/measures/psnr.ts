import { DifferenceSums } from './difference-sums';

/** Peak signal-to-noise ratio in dB, 10 log10(peak^2 / MSE). Infinity when the images are equal. */
export function psnr(image: ArrayLike<number>, reference: ArrayLike<number>, peak: number): number {
  const sums = new DifferenceSums();
  sums.add(image, reference);
  return sums.psnr(peak);
}
