import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How often it is worth asking, in ms: reading /proc costs microseconds, ps is a process each time. */
export const MEMORY_LOOK_EVERY_MS = process.platform === 'linux' ? 50 : 1000;

/**
 * Resident memory of a process in bytes, or null where it cannot be told (the process is gone, or the platform
 * offers neither /proc nor ps).
 */
export function residentMemory(pid: number): number | null {
  try {
    if (process.platform === 'linux') {
      const kilobytes = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
      return kilobytes === undefined ? null : Number(kilobytes) * 1024;
    }
    if (process.platform === 'win32') return null;
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'latin1' })) * 1024;
  } catch {
    return null; // the process ended between two looks
  }
}
