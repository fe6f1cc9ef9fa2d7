import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TrainingConfig } from '../../src-main/contract/training-config';
import { runPython } from './python';

/** A training that `test/oracle/make_training.py` is to do. */
export interface TorchCase {
  name: string;
  config: TrainingConfig;
  side: number;
  steps: number;
  seed: number;
  /** Where it starts: see `test/oracle/torch_start.py`. */
  start: 'random' | 'steady' | 'pinned';
  /** Span of the target's values. */
  range: number;
}

/** What it made, by name as the script says: images, weights, losses and gradients, flat. */
export type TorchTraining = Record<string, Float32Array | Float64Array>;

/** Runs the script and reads the arrays it leaves in `folder`, by case. */
export async function trainWithTorch(
  folder: string,
  cases: TorchCase[],
): Promise<Map<string, TorchTraining>> {
  const script = fileURLToPath(new URL('../oracle/make_training.py', import.meta.url));
  const made = JSON.parse(await runPython(script, [folder], JSON.stringify(cases))) as Record<
    string,
    Record<string, ArrayFile>
  >;
  return new Map(
    Object.entries(made).map(([name, arrays]) => [
      name,
      Object.fromEntries(Object.entries(arrays).map(([key, file]) => [key, readArray(file)])),
    ]),
  );
}

/** An array that a Python script wrote: its bytes, little-endian, and what they are. */
export interface ArrayFile {
  file: string;
  type: 'float32' | 'float64';
  shape: number[];
}

/** The numbers of an array file. */
export function readArray({ file, type }: ArrayFile): Float32Array | Float64Array {
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return type === 'float32' ? new Float32Array(buffer) : new Float64Array(buffer);
}
