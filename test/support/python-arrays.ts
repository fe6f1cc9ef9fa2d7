import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPython } from './python';

/** Arrays by name. */
export type Arrays = Record<string, Float32Array | Float64Array>;

/** How `test/oracle/torch_files.py` describes an array that it wrote: little-endian, row-major. */
interface ArrayFile {
  file: string;
  type: 'float32' | 'float64';
  shape: number[];
}

/**
 * Gives a script of `test/oracle` its cases, as JSON on standard input, and reads the arrays that it leaves in `folder`
 * for each, by the case's name.
 */
export async function arraysFromPython(
  script: string,
  folder: string,
  cases: readonly { name: string }[],
): Promise<Map<string, Arrays>> {
  const answer = await runPython(script, [folder], JSON.stringify(cases));
  const described = Object.entries(JSON.parse(answer) as Record<string, Record<string, ArrayFile>>);
  return new Map(
    described.map(([name, arrays]) => [
      name,
      Object.fromEntries(Object.entries(arrays).map(([key, array]) => [key, readArray(array)])),
    ]),
  );
}

function readArray({ file, type }: ArrayFile): Float32Array | Float64Array {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  return type === 'float32' ? new Float32Array(bytes) : new Float64Array(bytes);
}

/** Writes float32 numbers where a script will read them. */
export function writeArray(
  folder: string,
  name: string,
  values: Float32Array,
  shape: readonly number[],
): { file: string; shape: readonly number[] } {
  const file = join(folder, `${name}.in.bin`);
  writeFileSync(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return { file, shape };
}
