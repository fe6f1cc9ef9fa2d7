import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { WireError } from '../../../../src-main/contract/errors';
import type { RunSummary } from '../../../../src-main/contract/run';
import { bundleProgram } from '../../../support/bundle-program';
import { sharedFolder } from '../../../support/temporary-folder';
import { runOnTinyDisk } from '../../../support/tiny-disk';

describe.runIf(process.platform === 'linux')('a run on a disk that is full', () => {
  const folder = sharedFolder();
  let outcome: {
    error: WireError;
    failed: number;
    left: string[];
    paused: RunSummary;
    append: WireError;
    lengthBefore: number;
    lengthAfter: number;
    resumed: number;
  };

  beforeAll(async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const program = await bundleProgram('run-program.ts', folder);
    outcome = JSON.parse(await runOnTinyDisk('2m', disk, program, ['full']));
  });

  it('says so, and leaves nothing half written', () => {
    expect(outcome.error).toMatchObject({ tag: 'DiskFullError' });
    expect(outcome.error.message).toMatch(/^"epoch-0000\d\d\.safetensors" needs 16\d kB, but the disk of /);
    expect(outcome.left).toEqual([]);
    expect(outcome.failed).toBeGreaterThan(3);
  });

  it('is told to be paused all the same, with the epochs before', () => {
    expect(outcome.paused).toMatchObject({
      state: 'paused',
      reason: 'The disk is full.',
      epoch: outcome.failed - 1,
    });
  });

  it('has a history as long as before where a line did not fit', () => {
    expect(outcome.append).toMatchObject({ tag: 'DiskFullError' });
    expect(outcome.lengthAfter).toBe(outcome.lengthBefore);
  });

  it('keeps the epoch by the same call once there is room, and goes on from it', () => {
    expect(outcome.resumed).toBe(outcome.failed);
  });
});
