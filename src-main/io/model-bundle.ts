import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  DiskFullError,
  FileNotWritableError,
  InvalidRequestError,
  ModelDamagedError,
} from '../contract/errors';
import { ModelRecord } from '../contract/model';
import { networkOf } from '../models/catalog';
import { networkTensors, type Weights } from '../models/layers';
import { decodeSafetensors, encodeSafetensors, type FloatTensor } from './safetensors';
import { syncFolder, writeAtomically, writeDurably } from './write-atomic';

/** Files of a bundle. */
export const RECORD_FILE = 'model.json';
const WEIGHTS_FILE = 'weights.safetensors';
const TEST_FILE = 'test.safetensors';

/** Largest files that are read into memory. */
const MAX_RECORD_BYTES = 2 ** 20;
const MAX_TENSOR_BYTES = 2 ** 28;

/**
 * How far a repeated test may be from the stored output, as a part of the output's range: float32 arithmetic in
 * another order (another device, another library) stays a hundred times below it, a wrong weight does not.
 */
export const TEST_TOLERANCE = 1e-3;

/** A bundle as read: what it says about itself, its weights, its stored test. */
export interface ModelBundle {
  record: ModelRecord;
  weights: Weights;
  /** NHWC, network values; `tolerance` is the largest absolute difference that counts as equal. */
  test: { input: FloatTensor; output: FloatTensor; tolerance: number };
}

/** A bundle whose test output is still to be computed. */
export interface ModelDraft {
  record: ModelRecord;
  weights: Weights;
  /** NHWC, network values. */
  input: FloatTensor;
}

/** What a draft is made of; checksums and format are added. */
export type DraftRecord = Omit<ModelRecord, 'format' | 'version' | 'weights' | 'test'>;

/**
 * Writes a bundle without its test output into `folder`, under the record's name: complete under that name or not at
 * all. A bundle of that name that came from the same weight file, or is damaged, is replaced; any other stays, and
 * InvalidRequestError says so.
 *
 * @returns the bundle's path.
 */
export async function writeBundleDraft(
  folder: string,
  record: DraftRecord,
  weights: Weights,
  input: FloatTensor,
): Promise<string> {
  const path = join(folder, record.name);
  const shapes = new Map(
    networkTensors(networkOf(record.architecture)).map(({ name, shape }) => [name, shape]),
  );
  const weightBytes = encodeSafetensors(
    new Map([...weights].map(([name, values]) => [name, { shape: shapes.get(name)!, values }])),
  );
  const full: ModelRecord = {
    format: 'finescope-model',
    version: 1,
    ...record,
    weights: { file: WEIGHTS_FILE, sha256: sha256(weightBytes) },
    test: null,
  };
  const partial = await makePartial(folder);
  try {
    await writeDurably(join(partial, WEIGHTS_FILE), weightBytes);
    await writeDurably(join(partial, TEST_FILE), encodeSafetensors(new Map([['input', input]])));
    await writeDurably(join(partial, RECORD_FILE), recordBytes(full));
    await syncFolder(partial);
    const replaced = await moveAside(path, record, `${partial}.replaced`);
    try {
      await rename(partial, path);
    } catch (error) {
      if (replaced) await rename(replaced, path);
      throw error;
    }
    await syncFolder(folder);
    if (replaced) await rm(replaced, { recursive: true, force: true });
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw notWritable(folder, weightBytes.length, error);
  }
  return path;
}

/**
 * Stores the output that the draft's test input gave, and with it the test. `tolerance` is absolute; by default
 * {@link TEST_TOLERANCE} of the output's range.
 *
 * @returns the complete record. Throws ModelDamagedError where the draft is damaged.
 */
export async function completeBundle(
  path: string,
  output: FloatTensor,
  tolerance?: number,
): Promise<ModelRecord> {
  const { record, input } = await readDraft(path);
  const bytes = encodeSafetensors(
    new Map([
      ['input', input],
      ['output', output],
    ]),
  );
  let [min, max] = [Infinity, -Infinity];
  for (const value of output.values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (!Number.isFinite(max - min)) {
    throw new ModelDamagedError(
      `The model "${record.name}" answers its test image with values that are not numbers. Its weights are of no use.`,
      { model: record.name },
    );
  }
  const allowed = tolerance ?? Math.max((max - min) * TEST_TOLERANCE, 1e-6);
  const complete: ModelRecord = {
    ...record,
    test: { file: TEST_FILE, sha256: sha256(bytes), tolerance: allowed },
  };
  await writeAtomically(join(path, TEST_FILE), bytes);
  await writeAtomically(join(path, RECORD_FILE), recordBytes(complete));
  return complete;
}

/**
 * Reads a bundle, checks each file against its checksum and the weights against the architecture. Throws
 * ModelDamagedError; also for a draft, which an interrupted import leaves.
 */
export async function readBundle(path: string): Promise<ModelBundle> {
  const record = await readRecord(path);
  if (!record.test) throw damaged(path, 'is unfinished: its import was interrupted');
  const tensors = await readChecked(path, record.test);
  const [input, output] = [tensors.get('input'), tensors.get('output')];
  if (!input || !output) throw damaged(path, `lacks its test input or output in ${record.test.file}`);
  return {
    record,
    weights: await readWeights(path, record),
    test: { input, output, tolerance: record.test.tolerance },
  };
}

/** Reads a bundle that is complete but for its test output (or complete). Throws ModelDamagedError. */
export async function readDraft(path: string): Promise<ModelDraft> {
  const record = await readRecord(path);
  const input = (await readTensors(path, TEST_FILE)).get('input');
  if (!input) throw damaged(path, `lacks its test input in ${TEST_FILE}`);
  return { record, weights: await readWeights(path, record), input };
}

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

async function readWeights(path: string, record: ModelRecord): Promise<Weights> {
  const tensors = await readChecked(path, record.weights);
  const weights: Weights = new Map();
  const specs = networkTensors(networkOf(record.architecture));
  for (const { name, shape } of specs) {
    const tensor = tensors.get(name);
    if (!tensor || tensor.shape.join() !== shape.join())
      throw damaged(path, `has no fitting tensor "${name}"`);
    weights.set(name, tensor.values);
  }
  if (tensors.size > specs.length) throw damaged(path, 'holds tensors that its network does not have');
  return weights;
}

async function readChecked(path: string, { file, sha256: expected }: { file: string; sha256: string }) {
  return readTensors(path, file, expected);
}

async function readTensors(path: string, file: string, expected?: string): Promise<Map<string, FloatTensor>> {
  const bytes = await readFileOf(path, file, MAX_TENSOR_BYTES);
  if (expected !== undefined && sha256(bytes) !== expected) {
    throw damaged(path, `has a ${file} whose checksum differs from the recorded one`);
  }
  try {
    return decodeSafetensors(bytes, file);
  } catch (error) {
    throw damaged(path, `has a ${file} that cannot be read`, error);
  }
}

async function readFileOf(path: string, file: string, limit: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(join(path, file));
    if (size > limit) throw new Error(`${size} bytes`);
    return await readFile(join(path, file));
  } catch (error) {
    const lacks = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw damaged(path, lacks ? `lacks its file ${file}` : `has a ${file} that cannot be read`, error);
  }
}

function damaged(
  path: string,
  what: string,
  cause?: unknown,
  cure = 'Import or install it again.',
): ModelDamagedError {
  const model = basename(path);
  return new ModelDamagedError(`The model "${model}" ${what}. ${cure}`, { model }, { cause });
}

/** What a write that was killed leaves is removed once it is this old. */
const LEFTOVER_AGE_MS = 3_600_000;

/** A folder for a bundle being written; hidden, and beside the bundles so that a rename puts it in place. */
async function makePartial(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      const leftover = join(folder, name);
      if (!name.startsWith('.partial-') || Date.now() - (await stat(leftover)).mtimeMs < LEFTOVER_AGE_MS)
        continue;
      await rm(leftover, { recursive: true, force: true });
    }
    return await mkdtemp(join(folder, '.partial-'));
  } catch (error) {
    throw notWritable(folder, 0, error);
  }
}

/** The sentence for a folder that models cannot be written to; an error that is a sentence already stays. */
function notWritable(folder: string, neededBytes: number, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    const message = `The disk of ${folder} has no room for the model. Free space, or keep models elsewhere.`;
    return new DiskFullError(message, { path: folder, neededBytes, freeBytes: 0 }, { cause: error });
  }
  const message = `Models cannot be written to ${folder} (${code}). Change its permissions, or keep models elsewhere.`;
  return new FileNotWritableError(message, { path: folder }, { cause: error });
}

/** Moves a bundle that may be replaced to `aside` and answers that; null where there is none. */
async function moveAside(path: string, record: DraftRecord, aside: string): Promise<string | null> {
  if (!(await exists(path))) return null;
  const refuse = (what: string): Error =>
    new InvalidRequestError(`${what} Give another name, or delete ${path} first.`, { parameter: 'name' });
  if (!(await exists(join(path, RECORD_FILE)))) {
    throw refuse(`A folder that is not a model lies where the model "${record.name}" would go.`);
  }
  const installed = await readRecord(path).catch(() => null);
  if (installed && installed.provenance.sourceSha256 !== record.provenance.sourceSha256) {
    throw refuse(
      `Another model is already installed as "${record.name}" (from ${installed.provenance.source}).`,
    );
  }
  await rename(path, aside);
  return aside;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function recordBytes(record: ModelRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(record, null, 2)}\n`);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
