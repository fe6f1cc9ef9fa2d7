import type { NetworkGeometry } from '../contract/compute-api';
import { InvalidRequestError } from '../contract/errors';
import { INPUT } from './layer-list';
import type { Network } from './layers';
import { bytesPerPixel } from './memory';
import { greatestCommonDivisor, layerSide, resolutions, samplingOf } from './sampling';

/** All that tiling has to know about a network, computed from its layers. */
export function networkGeometry(network: Network): NetworkGeometry {
  return {
    sizeStep: sizeStep(network),
    outputScale: outputScale(network),
    ...reach(network),
    bytesPerPixel: bytesPerPixel(network),
  };
}

/**
 * Side of every layer, by id, for an input of `side` pixels; null where a layer would be empty or the inputs of a
 * concatenation or sum would differ.
 */
export function layerSides(network: Network, side: number): Map<string, number> | null {
  const sides = new Map([[INPUT, side]]);
  for (const layer of network.layers) {
    const inputs = layer.from.map((id) => sides.get(id)!);
    const after = layerSide(layer, inputs[0]!);
    if (after < 1 || inputs.some((input) => input !== inputs[0])) return null;
    sides.set(layer.id, after);
  }
  return sides;
}

/** Output pixels per input pixel along a side: the product of all enlargements over that of all strides. */
export function outputScale(network: Network): number {
  const { numerator, denominator } = resolutions(network).get(network.layers.at(-1)!.id)!;
  return numerator / denominator;
}

/**
 * The input pixels after which every layer repeats itself: shifting the input by this many pixels shifts every layer
 * by a whole number of its pixels. Least common multiple of the layers' reductions.
 */
export function period(network: Network): number {
  const denominators = [...resolutions(network).values()].map(({ denominator }) => denominator);
  return denominators.reduce((a, b) => (a * b) / greatestCommonDivisor(a, b), 1);
}

/**
 * The smallest step such that every input side that is a multiple of it gives an output of exactly side x scale.
 * Sides one period apart differ by one period at every layer, so a step is proven by trying its multiples within one
 * period. Throws InvalidRequestError for a network that never keeps to its scale (an unpadded one).
 */
export function sizeStep(network: Network): number {
  const scale = outputScale(network);
  const repeat = period(network);
  const output = network.layers.at(-1)!.id;
  const keeps = (side: number): boolean => layerSides(network, side)?.get(output) === side * scale;
  const multiples = (step: number): number => repeat / greatestCommonDivisor(repeat, step);
  for (let step = 1; step <= 8 * repeat; step++) {
    const sides = Array.from({ length: multiples(step) }, (_, i) => (i + 1) * step);
    if (sides.every(keeps)) return step;
  }
  throw new InvalidRequestError(
    `${network.name} has no input size that it answers at ${scale} times that size.`,
    {
      parameter: 'architecture',
    },
  );
}

/** Input pixels from `first` to `last` that an output pixel depends on, both included. */
export interface InputSpan {
  first: number;
  last: number;
}

/**
 * The input pixels that output pixel `output` depends on along a side, on a grid without ends, found by walking the
 * layers backwards: the hull of what is needed of each. Null where it depends on none.
 */
export function inputSpan(network: Network, output: number): InputSpan | null {
  const needed = new Map<string, InputSpan>([[network.layers.at(-1)!.id, { first: output, last: output }]]);
  for (const layer of [...network.layers].reverse()) {
    const span = needed.get(layer.id);
    if (!span) continue;
    const { direction, kernel, stride, padding } = samplingOf(layer);
    const first =
      direction === 'down'
        ? span.first * stride - padding
        : Math.ceil((span.first + padding - kernel + 1) / stride);
    const last =
      direction === 'down'
        ? span.last * stride - padding + kernel - 1
        : Math.floor((span.last + padding) / stride);
    if (first > last) continue;
    for (const id of layer.from) {
      const other = needed.get(id) ?? { first, last };
      needed.set(id, { first: Math.min(first, other.first), last: Math.max(last, other.last) });
    }
  }
  return needed.get(INPUT) ?? null;
}

/**
 * Halo and receptive field, exactly: over all positions of an output pixel within one period, the farthest input
 * pixel it depends on counted from its own, floor(output / scale), on any side; and the widest span. The halo is not
 * rounded: a tile planner rounds it up to the size step so that tiles start in phase with the network.
 */
export function reach(network: Network): { halo: number; receptiveField: number } {
  const scale = outputScale(network);
  let halo = 0;
  let receptiveField = 0;
  for (let output = 0; output < period(network) * scale; output++) {
    const span = inputSpan(network, output);
    if (!span) continue;
    const own = Math.floor(output / scale);
    halo = Math.max(halo, own - span.first, span.last - own);
    receptiveField = Math.max(receptiveField, span.last - span.first + 1);
  }
  return { halo, receptiveField };
}
