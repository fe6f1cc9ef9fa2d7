import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ModelDamagedError } from '../contract/errors';
import { ModelRecord } from '../contract/model';

/** The file of a bundle that says what it is. */
export const RECORD_FILE = 'model.json';

/** Largest record that is read. */
const MAX_RECORD_BYTES = 2 ** 20;

/** Reads `model.json` of a bundle. Throws ModelDamagedError. */
export async function readRecord(path: string): Promise<ModelRecord> {
  const text = Buffer.from(await readFileOf(path, RECORD_FILE, MAX_RECORD_BYTES)).toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw damaged(path, `has a ${RECORD_FILE} that is not JSON`, error);
  }
  const parsed = ModelRecord.safeParse(json);
  if (parsed.success) return parsed.data;
  const { format, version } = Object(json) as Record<string, unknown>;
  if (format === 'finescope-model' && typeof version === 'number' && version > 1) {
    const what = `was written by a newer Finescope (bundle version ${version})`;
    throw damaged(path, what, undefined, 'Update Finescope.');
  }
  const issue = parsed.error.issues[0]!;
  throw damaged(path, `has a ${RECORD_FILE} that is wrong at "${issue.path.join('.')}" (${issue.message})`);
}

/** The bytes of `model.json`. */
export function recordBytes(record: ModelRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(record, null, 2)}\n`);
}

/** Reads a file of a bundle of at most `limit` bytes. Throws ModelDamagedError. */
export async function readFileOf(path: string, file: string, limit: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(join(path, file));
    if (size > limit) throw new Error(`${size} bytes`);
    return await readFile(join(path, file));
  } catch (error) {
    const lacks = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw damaged(path, lacks ? `lacks its file ${file}` : `has a ${file} that cannot be read`, error);
  }
}

/** The sentence for a bundle that cannot be used: `The model "name" <what>. <cure>` */
export function damaged(
  path: string,
  what: string,
  cause?: unknown,
  cure = 'Import or install it again.',
): ModelDamagedError {
  const model = basename(path);
  return new ModelDamagedError(`The model "${model}" ${what}. ${cure}`, { model }, { cause });
}
