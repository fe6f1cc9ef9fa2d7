import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a process of that number runs on this computer, whoever it belongs to. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * When a process of this computer started, in a text of the system's: with the number it names one process, which a
 * number alone does not, since numbers are given out again. Null for a process that is not there or has ended, and where
 * the system (Windows) does not tell cheaply.
 */
export function processStart(pid: number): string | null {
  if (process.platform === 'linux') return linuxStart(pid);
  if (process.platform === 'win32') return null;
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  return stdout?.trim() || null;
}

/** Ticks since the start of the system, and which start that was: proc(5), fields 3 and 22 of `stat`. */
function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // from field 3: the name before may hold anything
    const hasEnded = fields[0] === 'Z' || fields[0] === 'X';
    const system = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return hasEnded ? null : `${system} ${fields[19]}`;
  } catch {
    return null; // no such process
  }
}
