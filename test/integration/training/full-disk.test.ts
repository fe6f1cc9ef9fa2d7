import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleProgram } from '../../support/bundle-program';
import { temporaryFolder } from '../../support/temporary-folder';
import { runOnTinyDisk } from '../../support/tiny-disk';
import { tinyConfig } from '../../support/tiny-training';
import { writeTrainingPairs } from '../../support/training-pairs';

describe.runIf(process.platform === 'linux')('a run on a disk that is full', () => {
  it('pauses with a sentence, and goes on without having lost anything once there is room', async () => {
    const folder = temporaryFolder();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    await writeTrainingPairs(join(folder, 'data'), 3, 32);
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify(tinyConfig(join(folder, 'data'), { epochs: 12 })));
    const program = await bundleProgram('train-program.ts', folder);
    const told = JSON.parse(await runOnTinyDisk('700k', disk, program, [config, folder]));
    expect(told).toMatchObject({ state: 'finished', epochs: 12, model: join(disk, 'run', 'model', 'tiny') });
    expect(told.states.map(({ state }: { state: string }) => state)).toEqual([
      'paused',
      'running',
      'finished',
    ]);
    expect(told.states[0].reason).toMatch(
      /disk .* The run waits and goes on by itself once there is room\.$/,
    );
  });
});
