import { ModelDamagedError } from '../contract/errors';
import type { ModelRecord } from '../contract/model';
import { sha256Of } from './checksum';
import { encodeSafetensors, type FloatTensor } from './safetensors';

/** The file of a bundle that holds its test's input and output. */
export const TEST_FILE = 'test.safetensors';

/**
 * How far a repeated test may be from the stored output, as a part of the output's range: float32 arithmetic in
 * another order (another device, another library) stays a hundred times below it, a wrong weight does not.
 */
const TEST_TOLERANCE = 1e-3;

/**
 * The stored test of a bundle: the file's bytes and what the record says of it. `tolerance` is absolute; by default
 * a thousandth of the output's range. Throws ModelDamagedError where the output holds values that are not numbers.
 */
export function encodeTest(
  model: string,
  input: FloatTensor,
  output: FloatTensor,
  tolerance?: number,
): { bytes: Uint8Array; test: NonNullable<ModelRecord['test']> } {
  let [min, max] = [Infinity, -Infinity];
  for (const value of output.values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (!Number.isFinite(max - min)) {
    throw new ModelDamagedError(
      `The model "${model}" answers its test image with values that are not numbers. Its weights are of no use.`,
      { model },
    );
  }
  const bytes = encodeSafetensors(
    new Map([
      ['input', input],
      ['output', output],
    ]),
  );
  const allowed = tolerance ?? Math.max((max - min) * TEST_TOLERANCE, 1e-6);
  return { bytes, test: { file: TEST_FILE, sha256: sha256Of(bytes), tolerance: allowed } };
}
