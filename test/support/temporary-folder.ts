import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A folder of a test's own, removed when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'finescope-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder for the tests of a file or of a `describe`, removed after the last. */
export function temporaryFolderOfFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'finescope-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder for all tests of a file, or of the describe block it is called in; removed after them. */
export function sharedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'finescope-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
