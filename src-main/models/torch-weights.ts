import type { Weights } from './layers';
import type { TensorSource } from './recognise';

/** A tensor with its values in row-major order, in PyTorch's axis order. */
export interface TorchValues {
  shape: readonly number[];
  data: ArrayLike<number>;
}

/**
 * The weights of a recognised network from a state dict. PyTorch keeps kernels as [out, in, height, width], of a
 * transposed convolution as [in, out, height, width]; both become [height, width, second, first], see layers.ts.
 */
export function weightsFromTorch(state: ReadonlyMap<string, TorchValues>, sources: TensorSource[]): Weights {
  return new Map(
    sources.map(({ tensor, source }) => {
      const values = state.get(source)!;
      return [
        tensor.name,
        values.shape.length === 4 ? kernelFromTorch(values) : Float32Array.from(values.data),
      ];
    }),
  );
}

/** Moves the two leading axes behind the two sides, in reverse order. */
function kernelFromTorch({ shape, data }: TorchValues): Float32Array {
  const [first, second, height, width] = shape as [number, number, number, number];
  const kernel = new Float32Array(data.length);
  let from = 0;
  for (let a = 0; a < first; a++) {
    for (let b = 0; b < second; b++) {
      for (let at = 0; at < height * width; at++) kernel[(at * second + b) * first + a] = data[from++]!;
    }
  }
  return kernel;
}
