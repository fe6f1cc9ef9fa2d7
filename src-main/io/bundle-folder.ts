import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DiskFullError, FileNotWritableError, InvalidRequestError } from '../contract/errors';
import type { ModelRecord } from '../contract/model';
import { readRecord, RECORD_FILE } from './model-record';
import { syncFolder, writeDurably } from './write-atomic';

/** A file of a bundle, to be written. */
export interface BundleFileContent {
  file: string;
  bytes: Uint8Array;
}

/** What a bundle is called and where its weights come from. */
type BundleOrigin = Pick<ModelRecord, 'name' | 'provenance' | 'training'>;

/**
 * Writes a bundle into `folder` under its record's name: complete under that name or not at all. A bundle of that name
 * that came from the same weight file or the same training run, or is damaged, is replaced at the last moment; any other stays, and
 * InvalidRequestError says so.
 *
 * @returns the bundle's path. Throws FileNotWritableError or DiskFullError.
 */
export async function putBundle(
  folder: string,
  record: BundleOrigin,
  files: BundleFileContent[],
): Promise<string> {
  const path = join(folder, record.name);
  const partial = await makePartial(folder);
  try {
    for (const { file, bytes } of files) await writeDurably(join(partial, file), bytes);
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
    const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
    throw notWritable(folder, bytes, error);
  }
  return path;
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
async function moveAside(path: string, record: BundleOrigin, aside: string): Promise<string | null> {
  if (!(await exists(path))) return null;
  const refuse = (what: string): Error =>
    new InvalidRequestError(`${what} Give another name, or delete ${path} first.`, { parameter: 'name' });
  if (!(await exists(join(path, RECORD_FILE)))) {
    throw refuse(`A folder that is not a model lies where the model "${record.name}" would go.`);
  }
  const installed = await readRecord(path).catch(() => null);
  if (installed && !haveSameOrigin(installed, record)) {
    throw refuse(
      `Another model is already installed as "${record.name}" (from ${installed.provenance.source}).`,
    );
  }
  await rename(path, aside);
  return aside;
}

/** Whether one is a newer state of the other: from the same weight file, or from another epoch of the same run. */
function haveSameOrigin(a: BundleOrigin, b: BundleOrigin): boolean {
  if (a.training || b.training) return a.training?.startedAt === b.training?.startedAt;
  return a.provenance.sourceSha256 === b.provenance.sourceSha256;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
