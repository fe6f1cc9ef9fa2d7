import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './running-process';

const PATTERN = /^finescope-(\d+)-/;

/**
 * Makes a folder for what lives as long as this process, and removes those that killed processes left. Its maker
 * removes it.
 */
export function makeScratchFolder(parent: string = tmpdir()): string {
  for (const name of readdirSync(parent)) {
    const pid = PATTERN.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(parent, `finescope-${process.pid}-`));
}
