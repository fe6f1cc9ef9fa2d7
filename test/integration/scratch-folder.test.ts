import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeScratchFolder } from '../../src-main/io/scratch-folder';
import { temporaryFolder } from '../support/temporary-folder';

describe('the scratch folder', () => {
  it("is made, and those of dead processes are removed; others' folders stay", () => {
    const parent = temporaryFolder();
    const own = `finescope-${process.pid}-other`;
    for (const name of ['finescope-4194305-abc', own, 'finescope-test-x', 'else'])
      mkdirSync(join(parent, name));
    const made = makeScratchFolder(parent);
    expect(readdirSync(parent).sort()).toEqual(
      ['else', own, 'finescope-test-x', made.slice(parent.length + 1)].sort(),
    );
  });
});
