import { rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isRunning } from '../running-process';

const HOST =
  hostname()
    .replace(/[^\w-]/g, '_')
    .slice(0, 64) || 'localhost';
const PATTERN = /\.finescope-([\w-]+)-(\d+)-(\d+)\.part$/;

/** Temporary files of this process that are in use. */
const inUse = new Set<string>();
let lastNumber = 0;

/**
 * A name beside `path` for the file while it is written: "cells.tif.finescope-HOST-PROCESS-NUMBER.part". It is in use
 * until {@link releaseTemporary}.
 */
export function temporaryBeside(path: string): string {
  const name = [...basename(path)].slice(0, 40).join('');
  const temporary = join(dirname(path), `${name}.finescope-${HOST}-${process.pid}-${++lastNumber}.part`);
  inUse.add(temporary);
  return temporary;
}

/**
 * Removes every temporary file of this process, before it ends: also those of writers that are only being started, which
 * nobody could abort yet. At once, so that nothing comes between.
 */
export function removeTemporariesInUse(): void {
  for (const temporary of inUse) rmSync(temporary, { force: true });
}

/** Says that a temporary file is gone: renamed or removed. */
export function releaseTemporary(temporary: string): void {
  inUse.delete(temporary);
}

/** Removes what dead processes of this computer left in a folder. What cannot be seen or removed stays. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const leftovers = names.map((name) => join(folder, name)).filter(isLeftover);
  await Promise.all(leftovers.map((path) => rm(path, { force: true }).catch(() => undefined)));
}

function isLeftover(path: string): boolean {
  const [, host, pid] = PATTERN.exec(path) ?? [];
  if (host !== HOST || pid === undefined) return false;
  return Number(pid) === process.pid ? !inUse.has(path) : !isRunning(Number(pid));
}
