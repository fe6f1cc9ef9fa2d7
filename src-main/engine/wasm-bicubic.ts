import type * as Core from '@tensorflow/tfjs-core';

/** Positions between pixels that TensorFlow tells apart: it keeps the kernel as a table. */
const POSITIONS = 1024;

/** Keys' cubic convolution kernel, a = -0.5 (Keys 1981), at a distance in pixels of the image that is enlarged. */
function keys(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
  return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
}

/** For each of `length` outputs the four pixels it reads of `side`, and their weights, tap by tap. */
function taps(side: number, length: number): { indices: Int32Array; weights: Float32Array }[] {
  const found = Array.from({ length: 4 }, () => ({
    indices: new Int32Array(length),
    weights: new Float32Array(length),
  }));
  for (let output = 0; output < length; output++) {
    const centre = ((output + 0.5) * side) / length - 0.5;
    const before = Math.floor(centre);
    const past = Math.round((centre - before) * POSITIONS) / POSITIONS;
    const weights = found.map((_, tap) => {
      const pixel = before - 1 + tap;
      return pixel >= 0 && pixel < side ? keys(past + 1 - tap) : 0;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    found.forEach(({ indices, weights: values }, tap) => {
      indices[output] = Math.min(side - 1, Math.max(0, before - 1 + tap));
      values[output] = weights[tap]! / total;
    });
  }
  return found;
}

/**
 * TensorFlow's ResizeBicubic with half-pixel centres, which tfjs lacks: along each axis the sum of four gathered images
 * with their weights. `image` is [batch, height, width, features]; answers [batch, ...size, features]. The caller tidies.
 */
export function resizeBicubic(tf: typeof Core, image: Core.Tensor4D, size: [number, number]): Core.Tensor4D {
  return size.reduce<Core.Tensor4D>((x, length, at) => {
    const axis = at + 1;
    const weightShape = [1, 1, 1, 1].map((_, each) => (each === axis ? length : 1));
    const parts = taps(x.shape[axis]!, length).map(({ indices, weights }) =>
      tf.mul<Core.Tensor4D>(
        tf.gather(x, tf.tensor1d(indices, 'int32'), axis),
        tf.tensor(weights, weightShape),
      ),
    );
    return tf.addN(parts);
  }, image);
}
