import stored from '../../resources/self-test/self-test.json';
import type { SelfTest } from '../contract/compute-api';
import type { Network } from '../models/layers';
import { largestDifference, type ImageBatch } from './image-batch';
import type { NetworkWithWeights } from './program-cache';

/**
 * Differences in float32 grow with the number of additions; the stored network's values are of order one, and PyTorch
 * in float64 and float32 differ by about 1e-6 on it.
 */
const TOLERANCE = 2e-5;

/**
 * Runs a small network of every kind of layer on a stored input and compares with the output that PyTorch computed
 * (test/oracle/make_self_test.py). It is part of the program, not a file that could be missing.
 */
export function runSelfTest(
  evaluate: (model: NetworkWithWeights, input: ImageBatch) => ImageBatch,
): SelfTest {
  const network = stored.network as Network;
  const weights = new Map(Object.entries(stored.weights).map(([name, text]) => [name, floats(text)]));
  const image = ({ shape, values }: { shape: number[]; values: string }) => ({
    shape,
    values: floats(values),
  });
  const output = evaluate({ network, weights }, image(stored.input));
  const difference = largestDifference(output.values, image(stored.output).values);
  return { passed: difference <= TOLERANCE, largestDifference: difference, tolerance: TOLERANCE };
}

/** Little-endian float32 values written in base 64. */
function floats(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
