import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;

/**
 * Resident memory of a process in bytes, or null where it cannot be told (the process is gone, or the platform
 * offers neither /proc nor ps).
 */
export function residentMemory(pid: number): number | null {
  try {
    if (process.platform === 'linux') {
      return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES;
    }
    if (process.platform === 'win32') return null;
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'latin1' })) * 1024;
  } catch {
    return null; // the process ended between two looks
  }
}
