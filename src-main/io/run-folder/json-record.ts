import { readFile, stat } from 'node:fs/promises';
import type { ZodType } from 'zod';
import { DamagedFileError } from '../../contract/errors';
import { notReadable } from '../byte-source';

/** Largest record that is read. */
const MAX_RECORD_BYTES = 16 * 2 ** 20;

/** Reads a JSON file of Finescope's own. Throws FileNotReadableError; DamagedFileError where it is not what it should be. */
export async function readJsonRecord<Value>(path: string, schema: ZodType<Value>): Promise<Value> {
  let text: string;
  try {
    const { size } = await stat(path);
    if (size > MAX_RECORD_BYTES) throw damaged(path, `is too large (${size} bytes)`);
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw error instanceof DamagedFileError ? error : notReadable(path, error);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged(path, 'is not JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const { version } = Object(json) as { version?: unknown };
  if (typeof version === 'number' && version > 1)
    throw damaged(path, `was written by a newer Finescope (version ${version})`, 'Update Finescope.');
  const issue = parsed.error.issues[0]!;
  throw damaged(path, `is wrong at "${issue.path.join('.')}" (${issue.message})`);
}

/** The bytes of a JSON file that a person can read, too. */
export function jsonBytes(value: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function damaged(
  path: string,
  what: string,
  cure = 'Copy the folder again from its source.',
): DamagedFileError {
  return new DamagedFileError(`"${path}" ${what}. ${cure}`, { path });
}
