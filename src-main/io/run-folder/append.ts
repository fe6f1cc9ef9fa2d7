import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../write-atomic';
import { writeError } from '../write/write-errors';

/**
 * Writes `bytes` behind the first `position` bytes of a file, over whatever a killed writer left there, and waits until
 * they are on the disk; the file is made where `position` is 0. A failure leaves the file as long as it was.
 * Throws FileNotWritableError or DiskFullError.
 */
export async function appendAt(path: string, position: number, bytes: Uint8Array): Promise<void> {
  try {
    const file = await open(path, position === 0 ? 'w' : 'r+');
    try {
      await file.truncate(position);
      for (let done = 0; done < bytes.length;)
        done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
      await file.sync();
    } catch (error) {
      // What cannot be cut off now is taken for a torn line when the file is read.
      await file.truncate(position).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw writeError(error, path, bytes.length);
  }
  if (position === 0) await syncFolder(dirname(path));
}
