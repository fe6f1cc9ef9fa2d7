import { absolute, mean, scale, square, sum } from '../../engine/arithmetic';
import type { Graph, Tensor } from '../../engine/graph';
import { add, conv2d, multiply, subtract } from '../../engine/operations';
import { gaussianTaps } from '../../imaging/gaussian-taps';

/** Losses that are made of the difference of two images [batch, height, width, 1], pixel by pixel. */

/** Mean of the squared differences, or their sum over an image's pixels, averaged over the batch. */
export function meanSquare(
  graph: Graph,
  prediction: Tensor,
  target: Tensor,
  reduction: 'mean' | 'sum' = 'mean',
): Tensor {
  const squares = square(graph, subtract(graph, prediction, target));
  if (reduction === 'mean') return mean(graph, squares);
  return scale(graph, sum(graph, squares), 1 / prediction.shape[0]!);
}

/** Mean of the absolute differences. */
export function meanAbsolute(graph: Graph, prediction: Tensor, target: Tensor): Tensor {
  return mean(graph, absolute(graph, subtract(graph, prediction, target)));
}

/**
 * Mean of the absolute differences smoothed by a Gaussian of `sigma` pixels, nothing beyond the border (Zhao 2017,
 * equation 12): each pixel weighs as much as of its Gaussian lies inside.
 */
export function gaussianAbsolute(graph: Graph, prediction: Tensor, target: Tensor, sigma: number): Tensor {
  const [, height, width] = prediction.shape as [number, number, number];
  const [rows, columns] = [insideShares(height, sigma), insideShares(width, sigma)];
  const weights = Float32Array.from(
    { length: height * width },
    (_, i) => rows[Math.floor(i / width)]! * columns[i % width]!,
  );
  const differences = absolute(graph, subtract(graph, prediction, target));
  return mean(graph, multiply(graph, differences, graph.constant(weights, [1, height, width, 1])));
}

/** How much of a Gaussian around each of `length` pixels lies inside, cut at three sigma. */
function insideShares(length: number, sigma: number): Float64Array {
  const radius = Math.ceil(3 * sigma);
  const taps = gaussianTaps(2 * radius + 1, sigma);
  return Float64Array.from({ length }, (_, at) =>
    taps.reduce((total, tap, i) => {
      const place = at + i - radius;
      return place >= 0 && place < length ? total + tap : total;
    }, 0),
  );
}

/** Side and sigma of the Gaussian that makes a heat map of emitters, and what its taps come to. */
const HEAT = { taps: 7, sigma: 1, sum: 2 };

/**
 * Deep-STORM's loss (Nehme 2018): mean squared difference of the heat maps of both, which is that of the heat map of the
 * difference, plus `sparsity` times the mean absolute prediction.
 */
export function deepStormLoss(graph: Graph, prediction: Tensor, target: Tensor, sparsity: number): Tensor {
  const { taps, sigma, sum: total } = HEAT;
  const along = gaussianTaps(taps, sigma);
  const kernel = Float32Array.from(
    { length: taps * taps },
    (_, i) => total * along[Math.floor(i / taps)]! * along[i % taps]!,
  );
  const heat = conv2d(
    graph,
    subtract(graph, prediction, target),
    graph.constant(kernel, [taps, taps, 1, 1]),
    { stride: 1, padding: (taps - 1) / 2 },
  );
  const squares = mean(graph, square(graph, heat));
  if (sparsity === 0) return squares;
  return add(graph, squares, scale(graph, mean(graph, absolute(graph, prediction)), sparsity));
}
