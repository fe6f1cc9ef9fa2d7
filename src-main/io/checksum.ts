import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FileNotReadableError } from '../contract/errors';
import { throwIfCancelled, type CallOptions } from '../contract/signal';

/** SHA-256 in hexadecimal, and how many bytes it is over. */
export interface Checksum {
  sha256: string;
  bytes: number;
}

/**
 * SHA-256 of a file by streaming; of a folder, over the names and contents of its files in the order of their names.
 * Progress counts bytes. Throws FileNotReadableError.
 */
export async function checksum(path: string, options: CallOptions = {}): Promise<Checksum> {
  try {
    const found = await stat(path);
    const names = found.isDirectory() ? (await filesIn(path)).sort() : null;
    const hash = createHash('sha256');
    let bytes = 0;
    for (const name of names ?? ['']) {
      if (names) hash.update(`${name}\0`);
      bytes += await addFile(hash, names ? join(path, name) : path, found.size, options);
    }
    return { sha256: hash.digest('hex'), bytes };
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    throw new FileNotReadableError(
      `"${basename(path)}" cannot be read (${(error as NodeJS.ErrnoException).code}). Check that it is still there and that you may read it.`,
      { path },
      { cause: error },
    );
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function addFile(
  hash: Hash,
  path: string,
  total: number,
  { signal, onProgress }: CallOptions,
): Promise<number> {
  let bytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
    throwIfCancelled(signal);
    hash.update(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    onProgress?.({ done: bytes, total, unit: 'bytes', activity: 'checksum' });
  }
  return bytes;
}
