import { INPUT } from './layer-list';
import type { Network } from './layers';
import { resolutions } from './sampling';

/**
 * Allowance over the bare feature maps, for what a runtime adds: rearranged copies and padded buffers inside
 * convolutions, operations that run side by side, memory that is freed late. Measured as growth of the process at
 * 1024 and 2048 squared over six published networks: TensorFlow on two CPU cores up to 1.35 times the bare maps, tfjs's
 * WASM up to 2.4 times.
 */
export const MEMORY_ALLOWANCE = 2.5;

/**
 * Memory that predicting takes, in bytes per input pixel: the largest sum, over the layers in order, of the float32
 * feature maps that are alive while one is computed (its inputs, its output, and what later layers still read; for a
 * transposed convolution also its columns, kernel squared times features for each pixel it reads), each at its own
 * resolution, times {@link MEMORY_ALLOWANCE}. Weights are not counted: they do not grow with the image.
 */
export function bytesPerPixel(network: Network): number {
  const resolution = resolutions(network);
  const lastUse = new Map<string, number>();
  network.layers.forEach(({ from }, at) => from.forEach((id) => lastUse.set(id, at)));

  const valuesPerPixel = (id: string, features: number): number => {
    const { numerator, denominator } = resolution.get(id)!;
    return features * (numerator / denominator) ** 2;
  };
  const alive = new Map([[INPUT, valuesPerPixel(INPUT, network.inputFeatures)]]);
  let peak = 0;
  network.layers.forEach((layer, at) => {
    alive.set(layer.id, valuesPerPixel(layer.id, layer.features));
    const columns =
      layer.kind === 'transposedConv'
        ? valuesPerPixel(layer.from[0]!, layer.kernel ** 2 * layer.features)
        : 0;
    peak = Math.max(
      peak,
      [...alive.values()].reduce((sum, values) => sum + values, columns),
    );
    for (const id of layer.from) if (lastUse.get(id) === at) alive.delete(id);
  });
  return Math.ceil(peak * Float32Array.BYTES_PER_ELEMENT * MEMORY_ALLOWANCE);
}
