import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHARED = resolve(fileURLToPath(new URL('../../../shared/reference', import.meta.url)));

/** Whether the reference data lies beside the checkout: yes for the developers and in CI, no in a stranger's clone. */
export const hasReference = existsSync(SHARED);

/** What tests say when they need the reference data and it is not there. */
export const NEEDS_REFERENCE = 'needs the reference data, which is not part of the repository';

if (!hasReference && process.env['CI'] === 'true') throw new Error(`CI ${NEEDS_REFERENCE}.`);

/** Path of a reference file, e.g. `reference('bpae', 'fov08-frame.tif')`. */
export function reference(...parts: string[]): string {
  return join(SHARED, ...parts);
}
