import type { Layer, Network } from './layers';
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

/** The sampling of a layer; the same on all its inputs and along both sides. */
export function samplingOf(layer: Layer): Sampling {
  switch (layer.kind) {
    case 'conv':
      return { ...PIXELWISE, kernel: layer.kernel, stride: layer.stride, padding: layer.padding };
    case 'transposedConv': {
      const { kernel, stride, padding, outputPadding } = layer;
      return { direction: 'up', kernel, stride, padding, outputPadding };
    }
    case 'maxPool':
      return { ...PIXELWISE, kernel: layer.size, stride: layer.size };
    case 'upsample':
      return { ...PIXELWISE, direction: 'up', kernel: layer.factor, stride: layer.factor };
    default:
      return PIXELWISE;
  }
}

/** Side of a layer's output for a side of its input; 0 or less where the input is too small. */
export function sideAfter(
  { direction, kernel, stride, padding, outputPadding }: Sampling,
  side: number,
): number {
  return direction === 'down'
    ? Math.floor((side + 2 * padding - kernel) / stride) + 1
    : (side - 1) * stride - 2 * padding + kernel + outputPadding;
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
