import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetField, DatasetRecord } from '../contract/dataset';
import type { Provenance } from '../contract/files-api';
import { readJson } from './read-json';
import { takeFolder } from './take-folder';
import { writeError } from './write/write-errors';
import { writeWholeFile } from './write/write-file';

/**
 * A data set on the disk. `input/` and `target/` are what is trained on; `work/` keeps what became of each field, so that
 * building goes on where it ended. The set is complete when `target/` is there: it appears last, by one rename.
 */
export const DATASET = {
  plan: 'plan.json',
  record: 'dataset.json',
  work: 'work',
  input: 'input',
  target: 'target',
  /** Where targets are written until all are there. */
  building: 'target.part',
} as const;

/** Where the files of a field lie, below the set's folder. */
export function fieldFiles(name: string) {
  return {
    record: `${DATASET.work}/${name}.json`,
    average: `${DATASET.work}/${name}_average.tif`,
    target: `${DATASET.work}/${name}_target.tif`,
    input: `${DATASET.input}/${name}.tif`,
  };
}

/** Takes a folder for a data set, and answers the fields that are done. Throws as {@link takeFolder}. */
export async function takeDatasetFolder(folder: string, plan: Provenance): Promise<DatasetField[]> {
  const files = await takeFolder(folder, plan, { file: DATASET.plan, key: 'plan', what: 'data set' });
  await makeFolders(folder, [DATASET.work, DATASET.input]);
  const records = files.filter((path) => /^work\/.+\.json$/.test(path));
  const fields = await Promise.all(
    records.map((path) => readJson(join(folder, path)).then((json) => DatasetField.safeParse(json).data)),
  );
  return fields.flatMap((field) => field ?? []);
}

/** Keeps what became of a field. */
export async function keepField(folder: string, field: DatasetField): Promise<void> {
  await writeJson(join(folder, fieldFiles(field.name).record), field);
}

/** Takes the targets of an earlier, smaller set away, and makes room for new ones. Answers where they are written. */
export async function beginTargets(folder: string): Promise<string> {
  try {
    for (const part of [DATASET.target, DATASET.building])
      await rm(join(folder, part), { recursive: true, force: true });
  } catch (error) {
    throw writeError(error, folder, 0);
  }
  await makeFolders(folder, [DATASET.building]);
  return join(folder, DATASET.building);
}

/** Makes a set complete whose targets are written: inputs of fields that are not in it go, record and targets appear. */
export async function completeDataset(folder: string, record: DatasetRecord): Promise<void> {
  const kept = new Set(
    record.fields.flatMap(({ name, state }) => (state === 'ready' ? [`${name}.tif`] : [])),
  );
  try {
    for (const file of await readdir(join(folder, DATASET.input)))
      if (!kept.has(file)) await rm(join(folder, DATASET.input, file), { force: true });
  } catch (error) {
    throw writeError(error, folder, 0);
  }
  await writeJson(join(folder, DATASET.record), record);
  try {
    await rename(join(folder, DATASET.building), join(folder, DATASET.target));
  } catch (error) {
    throw writeError(error, folder, 0);
  }
}

/** The record of a complete data set; null where a folder is none. Throws DamagedFileError. */
export async function readDataset(folder: string): Promise<DatasetRecord | null> {
  const names: string[] = await readdir(folder).catch(() => []);
  if (!names.includes(DATASET.record) || !names.includes(DATASET.target)) return null;
  return DatasetRecord.safeParse(await readJson(join(folder, DATASET.record))).data ?? null;
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeWholeFile(path, Buffer.from(`${JSON.stringify(value, null, 2)}\n`));
}

async function makeFolders(folder: string, parts: readonly string[]): Promise<void> {
  try {
    for (const part of parts) await mkdir(join(folder, part), { recursive: true });
  } catch (error) {
    throw writeError(error, folder, 0);
  }
}
