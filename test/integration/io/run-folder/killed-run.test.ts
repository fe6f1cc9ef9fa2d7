import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { epochFile } from '../../../../src-main/io/run-folder/layout';
import { isRun, readRun } from '../../../../src-main/io/run-folder/read-run';
import { openRunFolder } from '../../../../src-main/io/run-folder/run-folder';
import { bundleProgram } from '../../../support/bundle-program';
import { checkpointOf, epochRecord } from '../../../support/run-records';
import { sharedFolder, temporaryFolder } from '../../../support/temporary-folder';

const ROUNDS = 20;
/** A seeded sequence, so that a failing moment can be found again. */
let state = 20261123;
const random = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;

const programs = sharedFolder();
let program: string;
beforeAll(async () => {
  program = await bundleProgram('run-program.ts', programs);
});

describe('a run whose process is killed at random moments', () => {
  it(`can be read and resumed each time, ${ROUNDS} times or more, without a lost epoch`, async () => {
    const path = join(temporaryFolder(), 'run');
    let kept = 0;
    let halfWritten = 0;
    // On until something was half written: how often that is depends on how fast the disk is.
    for (let round = 0; round < ROUNDS || (halfWritten === 0 && round < 5 * ROUNDS); round++) {
      // In turn while the run begins or goes on, and while it keeps epochs.
      const said = await killLater(path, round % 2 === 0 ? '!' : '.', random() * 80);
      if (!(await isRun(path))) continue; // killed before it had begun: the next one begins
      const { summary, history } = await readRun(path);
      expect(summary.state).toBe('interrupted');
      expect(summary.epoch).toBeGreaterThanOrEqual(kept + said);
      expect(history).toEqual(history.map((_, i) => epochRecord(i + 1, (i + 1) % 3 === 1)));
      const isOrphaned = existsSync(epochFile(path, 'checkpoints', summary.epoch + 1));
      if (isOrphaned || partsIn(path).length > 0) halfWritten++;

      const problems: string[] = [];
      const checkpoint = await openRunFolder(path, { notify: (one) => problems.push(one) }).lastCheckpoint();
      expect(problems).toEqual([]);
      kept = summary.epoch;
      if (kept === 0) expect(checkpoint).toBeNull();
      else expect(checkpoint).toMatchObject(checkpointOf(kept, 100_000));
      expect(partsIn(path)).toEqual([]);
      expect(readdirSync(join(path)).filter((name) => name.includes('tfevents')).length).toBeLessThanOrEqual(
        2,
      );
    }
    expect(kept).toBeGreaterThanOrEqual(ROUNDS / 2);
    expect(halfWritten).toBeGreaterThan(0);
    expect(readdirSync(join(path, 'checkpoints')).length).toBeLessThanOrEqual(8 + 4 + 1);
  });
});

/** Temporary files that a killed writer left. */
function partsIn(path: string): string[] {
  return readdirSync(path, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.part'));
}

/**
 * Starts the program, kills it some time after it says that it begins ("!") or has kept an epoch ("."), and answers how
 * many epochs it said it had kept.
 */
function killLater(path: string, after: '!' | '.', milliseconds: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'forever', path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (!said.includes(after) && text.includes(after))
        setTimeout(() => child.kill('SIGKILL'), milliseconds);
      said += text;
    });
    child.on('error', reject);
    child.on('close', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(said.split('.').length - 1) : reject(new Error('It ended by itself.')),
    );
  });
}
