import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { WireError } from '../../../src-main/contract/errors';
import { bundleProgram } from '../../support/bundle-program';
import { imageInfo } from '../../support/memory-source';
import { readPixels } from '../../support/read-image';
import { sharedFolder, temporaryFolder } from '../../support/temporary-folder';
import { runOnTinyDisk } from '../../support/tiny-disk';
import { writeImage } from '../../support/write-image';

const programs = sharedFolder();
let program: string;
beforeAll(async () => {
  program = await bundleProgram('writer-program.ts', programs);
});

describe('a writer that is killed', () => {
  test('leaves a whole file under the name, at whatever moment it dies', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.tif');
    let interrupted = 0;
    for (let moment = 0; moment < 12; moment++) {
      await killAfterFirstFile(path, 3 + moment * 5);
      const planes = await readPixels(path);
      const round = planes[0]![0]!;
      expect(round).toBeGreaterThan(0);
      expect(planes.map((plane) => plane.every((value) => value === round))).toEqual(new Array(8).fill(true));
      const others = readdirSync(folder).filter((name) => name !== 'a.tif');
      expect(others.every((name) => /^a\.tif\.finescope-.*\.part$/.test(name)) && others.length <= 1).toBe(
        true,
      );
      interrupted += others.length;
    }
    expect(interrupted).toBeGreaterThan(0);

    await writeImage(path, imageInfo({ axes: 'YX', shape: [5, 6], pixelType: 'uint8' }));
    expect(readdirSync(folder)).toEqual(['a.tif']);
  });
});

/** Starts the program that writes a file again and again, and kills it some time after its first file. */
function killAfterFirstFile(path: string, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'forever', path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), milliseconds));
    child.on('error', reject);
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error('It ended by itself.')),
    );
  });
}

interface Outcome {
  error: WireError | null;
  left: string[];
}

describe.runIf(process.platform === 'linux')('a disk that is full', () => {
  let outcomes: { atOnce: Outcome; meanwhile: Outcome };
  const folder = sharedFolder();
  const disk = join(folder, 'disk');

  beforeAll(async () => {
    mkdirSync(disk);
    outcomes = JSON.parse(await runOnTinyDisk('2m', disk, program, ['full']));
  });

  test('is refused before a byte is written when it is too small', () => {
    const { error, left } = outcomes.atOnce;
    expect(error).toMatchObject({ tag: 'DiskFullError', fields: { freeBytes: 2 ** 21 } });
    expect(error!.message).toMatch(
      /^"large\.tif" needs 131 MB, but the disk of .* has 2\.1 MB free\. .*nothing was left behind\.$/,
    );
    expect(left).toEqual([]);
  });

  test('ends the writing with the same error when it fills up meanwhile, and nothing is left', () => {
    const { error, left } = outcomes.meanwhile;
    expect(error).toMatchObject({ tag: 'DiskFullError' });
    expect(error!.message).toContain('"small.tif" needs 1.05 MB');
    expect(left).toEqual(['other']);
  });
});
