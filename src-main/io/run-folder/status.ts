import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DiskFullError } from '../../contract/errors';
import { RunStatus, type RunState } from '../../contract/run';
import { isRunning, processStart } from '../running-process';
import { writeError } from '../write/write-errors';
import { writeWholeFile } from '../write/write-file';
import { STATUS_FILE } from './layout';
import { jsonBytes, readJsonRecord } from './json-record';

/** A status is filled up with spaces to a multiple of this, so that one can be written over another. */
const BLOCK = 2048;

/**
 * Writes where a run stands. Where the disk is full, over the status before: that takes no room, and the few bytes are
 * written at once. Throws FileNotWritableError, and DiskFullError where there is none before.
 */
export async function writeStatus(
  run: string,
  status: Omit<RunStatus, 'changedAt' | 'process'>,
): Promise<void> {
  const { pid } = status;
  const full: RunStatus = {
    ...status,
    process: pid === null ? null : { host: hostname(), started: processStart(pid) },
    changedAt: new Date().toISOString(),
  };
  const json = jsonBytes(full);
  const bytes = Buffer.alloc(Math.ceil(json.length / BLOCK) * BLOCK, ' ');
  bytes.set(json);
  const path = join(run, STATUS_FILE);
  try {
    await writeWholeFile(path, bytes);
  } catch (error) {
    if (!(error instanceof DiskFullError) || !(await overwrite(path, bytes))) throw error;
  }
}

/** Reads where a run stands; null where it never said. Throws FileNotReadableError, DamagedFileError. */
export async function readStatus(run: string): Promise<RunStatus | null> {
  return readJsonRecord(join(run, STATUS_FILE), RunStatus).catch((error: Error) => {
    if ((error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return null;
    throw error;
  });
}

/** The state of a run as it is now, and why: a running one whose process is gone was interrupted. */
export function presentState(
  status: RunStatus | null,
  epoch: number,
): { state: RunState; reason: string | null } {
  if (status && status.state !== 'running' && status.state !== 'paused') return status;
  if (status && isAlive(status)) return status;
  const goesOn =
    epoch === 0
      ? 'Resumed, it begins anew: no epoch was finished.'
      : `Resumed, it goes on after epoch ${epoch}.`;
  const host = status?.process?.host ?? hostname();
  const elsewhere =
    host === hostname() ? '' : ` It was trained on the computer ${host}: make sure that it has ended there.`;
  return { state: 'interrupted', reason: `The training ended before it was finished. ${goesOn}${elsewhere}` };
}

/** Whether the very process that wrote the status still runs on this computer. */
function isAlive({ pid, process }: RunStatus): boolean {
  if (pid === null || !isRunning(pid) || process?.host !== hostname()) return false;
  return process.started === null || process.started === processStart(pid);
}

/** Replaces the bytes of a file by as many others. False where there is no such file. */
async function overwrite(path: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const file = await open(path, 'r+');
    try {
      if ((await file.stat()).size !== bytes.length) return false;
      await file.write(bytes, 0, bytes.length, 0);
      await file.sync();
      return true;
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw writeError(error, path, bytes.length);
  }
}
