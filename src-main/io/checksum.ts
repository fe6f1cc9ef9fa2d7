import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfCancelled, type CallOptions } from '../contract/signal';
import { notReadable } from './byte-source';

/** SHA-256 in hexadecimal, and how many bytes it is over. */
export interface Checksum {
  sha256: string;
  bytes: number;
}

/** SHA-256 of bytes, in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * SHA-256 of a file by streaming; of a folder, over the names and contents of its files in the order of their names.
 * Progress counts bytes. Throws FileNotReadableError.
 */
export async function checksum(path: string, { signal, onProgress }: CallOptions = {}): Promise<Checksum> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const names = isFolder ? (await filesIn(path)).sort() : [''];
    let total = 0;
    for (const name of names) total += (await stat(join(path, name))).size;
    const hash = createHash('sha256');
    let bytes = 0;
    for (const name of names) {
      if (isFolder) hash.update(`${name}\0`);
      for await (const chunk of createReadStream(join(path, name), { highWaterMark: 2 ** 20 })) {
        throwIfCancelled(signal);
        hash.update(chunk as Buffer);
        bytes += (chunk as Buffer).length;
        onProgress?.({ done: bytes, total, unit: 'bytes', activity: 'checksum' });
      }
    }
    return { sha256: hash.digest('hex'), bytes };
  } catch (error) {
    throw typeof (error as NodeJS.ErrnoException).code === 'string' ? notReadable(path, error) : error;
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
