import type { Plane } from '../plane';

/** Pixels over which an image is faded. */
const FADE = 20;

/**
 * A plane whose borders of 20 pixels are faded by a cosine to the mean of what lies outside the circle that keeps 20 pixels
 * off its left and right borders (as the decorrelation analysis of Descloux 2019 does), and that mean.
 */
export function fadedToEdgeMean({ width, height, data }: Plane): { values: Float64Array; edge: number } {
  const [middleX, middleY] = [Math.floor(width / 2), Math.floor(height / 2)];
  const radius = Math.max(0, middleX - FADE);
  let [sum, count] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((y - middleY) ** 2 + (x - middleX) ** 2 <= radius * radius) continue;
      sum += data[y * width + x]!;
      count++;
    }
  }
  const edge = sum / count;
  const values = Float64Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const fromBorder = Math.min(x, 2 * middleX - x, y, 2 * middleY - y);
    if (fromBorder >= FADE) return data[i]!;
    const share = (1 - Math.cos((Math.PI * fromBorder) / FADE)) / 2;
    return share * (data[i]! - edge) + edge;
  });
  return { values, edge };
}
