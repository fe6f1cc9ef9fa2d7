import { AtomicFile } from './atomic-file';

/**
 * Writes a small file whole or not at all; what has the name is replaced. Throws FileNotWritableError, or DiskFullError
 * when the disk has no room.
 */
export async function writeWholeFile(path: string, bytes: Uint8Array): Promise<{ bytes: number }> {
  const file = await AtomicFile.create(path, bytes.length);
  await file.write(bytes, 0);
  await file.finish();
  return { bytes: bytes.length };
}
