import type { Layer, Network, UpsampleLayer } from './layers';
import { INPUT } from './layer-list';

/**
 * How a layer's pixels lie on those it reads, along one side. `down`: pixel o reads o * stride - padding onwards,
 * `kernel` pixels. `up`: pixel i is spread over i * stride - padding onwards, `kernel` pixels.
 */
export interface Sampling {
  direction: 'down' | 'up';
  kernel: number;
  stride: number;
  padding: number;
  outputPadding: number;
}

const PIXELWISE: Sampling = { direction: 'down', kernel: 1, stride: 1, padding: 0, outputPadding: 0 };

/**
 * The sampling of a layer; the same on all its inputs and along both sides. A fully connected layer has none: it reads
 * its whole image, see {@link layerSide}.
 */
export function samplingOf(layer: Layer): Sampling {
  switch (layer.kind) {
    case 'conv':
      return { ...PIXELWISE, kernel: layer.kernel, stride: layer.stride, padding: layer.padding };
    case 'transposedConv': {
      const { kernel, stride, padding, outputPadding } = layer;
      return { direction: 'up', kernel, stride, padding, outputPadding };
    }
    case 'maxPool':
    case 'averagePool':
      return { ...PIXELWISE, kernel: layer.size, stride: layer.size };
    case 'upsample':
      return enlargement(layer);
    case 'pixelShuffle':
      return { ...PIXELWISE, direction: 'up', kernel: layer.factor, stride: layer.factor };
    default:
      return PIXELWISE;
  }
}

/**
 * Where an input pixel's weight is not zero, on a grid without ends: output o lies at (o + 1/2) / factor - 1/2, and is
 * reached from less than 1 (bilinear) or 2 pixels away (bicubic). An even factor has no output on a pixel's centre, an
 * odd one has, and it does not see the neighbours at exactly 1 or 2; that it does not see those at 1 of 2 either is left
 * out here, so the outputs on centres of an odd bicubic enlargement depend on less than this says.
 */
function enlargement({ factor, method = 'nearest' }: UpsampleLayer): Sampling {
  const up: Sampling = { ...PIXELWISE, direction: 'up', stride: factor, kernel: factor };
  if (method === 'nearest') return up;
  const reach = method === 'bilinear' ? 1 : 2;
  const kernel = 2 * reach * factor - (factor % 2);
  return { ...up, kernel, padding: (kernel - factor) / 2 };
}

/** Side after a sampling of a side; 0 or less where it is too small. */
export function sideAfter(
  { direction, kernel, stride, padding, outputPadding }: Sampling,
  side: number,
): number {
  return direction === 'down'
    ? Math.floor((side + 2 * padding - kernel) / stride) + 1
    : (side - 1) * stride - 2 * padding + kernel + outputPadding;
}

/** Side of a layer's output for a side of its input; 0 or less where the input is too small. */
export function layerSide(layer: Layer, side: number): number {
  return layer.kind === 'dense' ? 1 : sideAfter(samplingOf(layer), side);
}

/** A ratio of whole numbers in lowest terms. */
export interface Ratio {
  numerator: number;
  denominator: number;
}

/** Pixels of each layer per input pixel along a side ({@link INPUT} is 1/1), by layer id. */
export function resolutions(network: Network): Map<string, Ratio> {
  const found = new Map<string, Ratio>([[INPUT, { numerator: 1, denominator: 1 }]]);
  for (const layer of network.layers) {
    const { direction, stride } = samplingOf(layer);
    const { numerator, denominator } = found.get(layer.from[0]!)!;
    found.set(
      layer.id,
      direction === 'up' ? lowest(numerator * stride, denominator) : lowest(numerator, denominator * stride),
    );
  }
  return found;
}

function lowest(numerator: number, denominator: number): Ratio {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Greatest common divisor of two positive whole numbers. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
