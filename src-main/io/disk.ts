import { rm, stat } from 'node:fs/promises';
import { notReadable } from './byte-source';

/** What the application does on the disk by itself. */
export const fileDisk = {
  /** Size, time of the last change (ms since 1970) and identity of a file or folder. Throws FileNotReadableError. */
  async stamp(path: string): Promise<{ bytes: number; modified: number; identity: string }> {
    try {
      const { size, mtimeMs, dev, ino } = await stat(path);
      return { bytes: size, modified: mtimeMs, identity: `${dev}:${ino}` };
    } catch (error) {
      throw notReadable(path, error);
    }
  },

  /** Removes a file; none there is no failure. */
  async remove(path: string): Promise<void> {
    await rm(path, { force: true });
  },
};
