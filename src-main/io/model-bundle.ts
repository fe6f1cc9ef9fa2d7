import { join } from 'node:path';
import type { ModelRecord } from '../contract/model';
import { networkOf } from '../models/catalog';
import { networkTensors, type Weights } from '../models/layers';
import { putBundle, type BundleFileContent } from './bundle-folder';
import { encodeTest, TEST_FILE } from './bundle-test';
import { sha256Of } from './checksum';
import { damaged, readFileOf, readRecord, recordBytes, RECORD_FILE } from './model-record';
import { decodeSafetensors, encodeSafetensors, type FloatTensor } from './safetensors';
import { writeAtomically } from './write-atomic';

/** The weights' file of a bundle. */
const WEIGHTS_FILE = 'weights.safetensors';

/** Largest file of tensors that is read into memory. */
const MAX_TENSOR_BYTES = 2 ** 28;

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
 * Writes a bundle without its test output into `folder`, as {@link putBundle} does.
 *
 * @returns the bundle's path.
 */
export async function writeBundleDraft(
  folder: string,
  record: DraftRecord,
  weights: Weights,
  input: FloatTensor,
): Promise<string> {
  const { weightsFile, full } = describeWeights(record, weights);
  return putBundle(folder, record, [
    weightsFile,
    { file: TEST_FILE, bytes: encodeSafetensors(new Map([['input', input]])) },
    { file: RECORD_FILE, bytes: recordBytes(full) },
  ]);
}

/**
 * Writes a complete bundle into `folder`, as {@link putBundle} does: `output` is what `input` gives.
 *
 * @returns the bundle's path. Throws ModelDamagedError where the output holds values that are not numbers.
 */
export async function writeBundle(
  folder: string,
  record: DraftRecord,
  weights: Weights,
  { input, output }: { input: FloatTensor; output: FloatTensor },
): Promise<string> {
  const { weightsFile, full } = describeWeights(record, weights);
  const { bytes, test } = encodeTest(record.name, input, output);
  return putBundle(folder, record, [
    weightsFile,
    { file: TEST_FILE, bytes },
    { file: RECORD_FILE, bytes: recordBytes({ ...full, test }) },
  ]);
}

function describeWeights(
  record: DraftRecord,
  weights: Weights,
): { weightsFile: BundleFileContent; full: ModelRecord } {
  const shapes = new Map(
    networkTensors(networkOf(record.architecture)).map(({ name, shape }) => [name, shape]),
  );
  const bytes = encodeSafetensors(
    new Map([...weights].map(([name, values]) => [name, { shape: shapes.get(name)!, values }])),
  );
  const full: ModelRecord = {
    format: 'finescope-model',
    version: 1,
    ...record,
    weights: { file: WEIGHTS_FILE, sha256: sha256Of(bytes) },
    test: null,
  };
  return { weightsFile: { file: WEIGHTS_FILE, bytes }, full };
}

/**
 * Copies a complete bundle into `folder`, checked file by file, as {@link putBundle} does.
 *
 * @returns the new bundle's path. Throws ModelDamagedError where the bundle is damaged or unfinished.
 */
export async function installBundle(path: string, folder: string): Promise<string> {
  const { record } = await readBundle(path);
  const names = [record.weights.file, record.test!.file, RECORD_FILE];
  const files = names.map(async (file) => ({ file, bytes: await readFileOf(path, file, MAX_TENSOR_BYTES) }));
  return putBundle(folder, record, await Promise.all(files));
}

/**
 * Stores the output that the draft's test input gave, and with it the test. `tolerance` is absolute; by default
 * a thousandth of the output's range.
 *
 * @returns the complete record. Throws ModelDamagedError where the draft is damaged.
 */
export async function completeBundle(
  path: string,
  output: FloatTensor,
  tolerance?: number,
): Promise<ModelRecord> {
  const { record, input } = await readDraft(path);
  const { bytes, test } = encodeTest(record.name, input, output, tolerance);
  const complete: ModelRecord = { ...record, test };
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
  if (expected !== undefined && sha256Of(bytes) !== expected) {
    throw damaged(path, `has a ${file} whose checksum differs from the recorded one`);
  }
  try {
    return decodeSafetensors(bytes, file);
  } catch (error) {
    throw damaged(path, `has a ${file} that cannot be read`, error);
  }
}
