import { divide, mean, power, scale, shift, slice, square } from '../../engine/arithmetic';
import type { Graph, Tensor } from '../../engine/graph';
import { add, averagePool, concat, conv2d, multiply, relu, subtract } from '../../engine/operations';
import { InvalidRequestError } from '../../contract/errors';
import { gaussianTaps } from '../../imaging/gaussian-taps';
import { GAUSSIAN_WINDOW, SCALE_WEIGHTS, SSIM_K1, SSIM_K2 } from '../../imaging/measures/ssim-constants';
import type { ValueScale } from '../training-program';

const { taps: WINDOW, sigma: SIGMA } = GAUSSIAN_WINDOW;
const [C1, C2] = [SSIM_K1 ** 2, SSIM_K2 ** 2];
/** Below this a scale's similarity counts as this: a power of 0 has no slope. */
const LEAST = 1e-4;

/** 1 - SSIM (Wang 2004), mean over the pixels whose window lies inside. Throws InvalidRequestError below 11 pixels. */
export function ssimLoss(graph: Graph, prediction: Tensor, target: Tensor, values: ValueScale): Tensor {
  requireWindow(prediction);
  const { luminance, contrast } = similarities(
    graph,
    unit(graph, prediction, values),
    unit(graph, target, values),
  );
  const map = multiply(graph, luminance, contrast);
  return shift(graph, scale(graph, mean(graph, map), -1), 1);
}

/**
 * 1 - MS-SSIM (Wang 2003): contrast and structure at each scale, luminance at the coarsest, each the mean of an image to
 * the power of its scale's weight. Scales below the window's 11 pixels are left out and the other weights made to come
 * to 1. Throws InvalidRequestError below 11 pixels.
 */
export function multiScaleSsimLoss(
  graph: Graph,
  prediction: Tensor,
  target: Tensor,
  values: ValueScale,
): Tensor {
  requireWindow(prediction);
  const side = Math.min(prediction.shape[1]!, prediction.shape[2]!);
  const scales = SCALE_WEIGHTS.filter((_, i) => side >> i >= WINDOW);
  const total = scales.reduce((a, b) => a + b, 0);
  let [x, y] = [unit(graph, prediction, values), unit(graph, target, values)];
  let product: Tensor | null = null;
  scales.forEach((weight, at) => {
    const { luminance, contrast } = similarities(graph, x, y);
    const isLast = at === scales.length - 1;
    const map = isLast ? multiply(graph, luminance, contrast) : contrast;
    const similarity = mean(graph, map, [1, 2, 3]);
    const positive = shift(graph, relu(graph, shift(graph, similarity, -LEAST)), LEAST);
    const factor = power(graph, positive, weight / total);
    product = product ? multiply(graph, product, factor) : factor;
    if (!isLast) [x, y] = [averagePool(graph, x, 2), averagePool(graph, y, 2)];
  });
  return shift(graph, scale(graph, mean(graph, product!), -1), 1);
}

/** Network values as parts of the range, 0 where nothing was stored. */
function unit(graph: Graph, image: Tensor, { zero, range }: ValueScale): Tensor {
  return scale(graph, shift(graph, image, -zero), 1 / range);
}

/** SSIM's two factors at each pixel whose window lies inside. */
function similarities(graph: Graph, x: Tensor, y: Tensor): { luminance: Tensor; contrast: Tensor } {
  const both = [x, y, square(graph, x), square(graph, y), multiply(graph, x, y)];
  const [meanX, meanY, squareX, squareY, productXY] = windowMeans(graph, both) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const [meanXX, meanYY] = [square(graph, meanX), square(graph, meanY)];
  const meanXY = multiply(graph, meanX, meanY);
  const ratio = (product: Tensor, squares: Tensor, c: number) =>
    divide(graph, shift(graph, scale(graph, product, 2), c), shift(graph, squares, c));
  const variances = subtract(graph, add(graph, squareX, squareY), add(graph, meanXX, meanYY));
  return {
    luminance: ratio(meanXY, add(graph, meanXX, meanYY), C1),
    contrast: ratio(subtract(graph, productXY, meanXY), variances, C2),
  };
}

/** The Gaussian window's mean of several images, computed together: rows first, then columns. */
function windowMeans(graph: Graph, images: Tensor[]): Tensor[] {
  const taps = Float32Array.from(gaussianTaps(WINDOW, SIGMA));
  const stepping = { stride: 1, padding: 0 };
  const together = concat(graph, images, 0);
  const rows = conv2d(graph, together, graph.constant(taps, [WINDOW, 1, 1, 1]), stepping);
  const means = conv2d(graph, rows, graph.constant(taps, [1, WINDOW, 1, 1]), stepping);
  const size = [images[0]!.shape[0]!, ...means.shape.slice(1)];
  return images.map((_, i) => slice(graph, means, [i * size[0]!, 0, 0, 0], size));
}

function requireWindow(image: Tensor): void {
  const side = Math.min(image.shape[1]!, image.shape[2]!);
  if (side >= WINDOW) return;
  throw new InvalidRequestError(
    `SSIM compares windows of ${WINDOW} x ${WINDOW} pixels; patches of ${side} pixels are too small for it. Use larger patches or another loss.`,
    { parameter: 'loss' },
  );
}
