import { basename, dirname } from 'node:path';
import { DiskFullError, FileNotWritableError, TaggedError } from '../../contract/errors';

const REASONS: Record<string, (folder: string) => string> = {
  ENOENT: (folder) => `the folder ${folder} does not exist. Make it first, or check the path`,
  ENOTDIR: (folder) => `${folder} is not a folder. Check the path`,
  EACCES: (folder) => `you may not write into ${folder}. Choose another folder or change its permissions`,
  EPERM: (folder) =>
    `writing into ${folder} is not permitted. Close the file elsewhere or choose another folder`,
  EROFS: (folder) => `${folder} is on a disk that can only be read. Choose another folder`,
  EBUSY: () => 'another program is using it. Close it there and try again',
  EISDIR: () => 'a folder has that name. Choose another name',
  ENAMETOOLONG: () => 'the name is too long. Choose a shorter one',
  EFBIG: () => 'the disk does not take files of this size. Choose another disk',
  EIO: () => 'the disk reported a failure. Try another disk',
};

/** A byte count as people say it: 3.2 GB. */
export function sayBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}

/** The error that says the disk holding `path` has no room for it. */
export function diskFull(
  path: string,
  neededBytes: number,
  freeBytes: number,
  cause?: unknown,
): DiskFullError {
  return new DiskFullError(
    `"${basename(path)}" needs ${sayBytes(neededBytes)}, but the disk of ${dirname(path)} has ${sayBytes(freeBytes)} free. ` +
      'Free some space or write elsewhere; nothing was left behind.',
    { path, neededBytes, freeBytes },
    { cause },
  );
}

/** What a failure of the file system means for writing `path`, as a sentence. Tagged errors stay as they are. */
export function writeError(error: unknown, path: string, neededBytes: number): Error {
  if (error instanceof TaggedError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, neededBytes, 0, error);
  const reason = REASONS[code]?.(dirname(path)) ?? (error instanceof Error ? error.message : String(error));
  return new FileNotWritableError(
    `"${basename(path)}" cannot be written: ${reason}.`,
    { path },
    { cause: error },
  );
}
