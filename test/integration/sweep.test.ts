import { decode } from 'fast-png';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SweepConfigInput } from '../../src-main/contract/sweep-config';
import type { SweepResult } from '../../src-main/jobs/sweep';
import { finescope, startFinescope } from '../support/finescope';
import { temporaryFolderOfFile } from '../support/temporary-folder';
import { writeTrainingPairs } from '../support/training-pairs';

const folder = temporaryFolderOfFile();
const data = join(folder, 'pairs');

/** A small network on small fields: an epoch takes hundredths of a second. */
const sweepOf = (changes: Partial<SweepConfigInput> = {}): SweepConfigInput => ({
  name: 'tiny',
  config: {
    architecture: { kind: 'denseed', blocks: [1, 1, 1], growthRate: 4, firstFeatures: 8 },
    patches: { kind: 'slices', side: 32 },
    batch: 4,
    epochs: 3,
    threads: 1,
  },
  data,
  ...changes,
});

/** The words of a sweep of this configuration into a folder. */
function sweepWords(config: SweepConfigInput, out: string): string[] {
  const file = `${out}.json`;
  writeFileSync(file, JSON.stringify(config));
  return ['sweep', file, '--out', out];
}

const comparison = (out: string) =>
  JSON.parse(readFileSync(join(out, 'comparison.json'), 'utf8')) as Pick<SweepResult, 'rows' | 'notes'>;
const epochsIn = (run: string): number => {
  const path = join(run, 'history.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').length : 0;
};

beforeAll(() => writeTrainingPairs(data, 3));

describe('a sweep', () => {
  const out = join(folder, 'compared');
  const config = sweepOf({
    variants: [
      { name: 'impossible', set: { 'split.validation': 50 } },
      { name: 'first' },
      { name: 'longer', set: { epochs: 4 } },
    ],
  });

  it('trains one variant after another, tells what failed, and compares the others', async () => {
    const { code, stdout, stderr } = await finescope(sweepWords(config, out));
    expect(code).toBe(1);
    expect(stderr).toMatch(/finescope: impossible: .*50/);
    expect(stdout).toMatch(/^first +DenseED \(1,1,1\) +1,949 +0\.\d{4} +\d+\.\d\d .*\d\/3 /m);
    expect(stdout).toContain('2 of 3 runs');
    const { rows, notes } = comparison(out);
    expect(rows.map(({ name, state, epochs, steps }) => [name, state, epochs, steps])).toEqual([
      ['first', 'finished', 3, 6],
      ['longer', 'finished', 4, 8],
    ]);
    expect(notes).toEqual(['The runs do not take the same number of steps: first 6, longer 8.']);
    expect(readFileSync(join(out, 'comparison.csv'), 'utf8').split('\r\n')).toHaveLength(4);
    for (const measure of ['rmse', 'psnr']) {
      expect(readFileSync(join(out, `curves-${measure}.svg`), 'utf8')).toContain('>longer</text>');
      const { width } = decode(readFileSync(join(out, `curves-${measure}.png`)));
      expect(width).toBe(Math.round((180 / 25.4) * 600));
    }
  });

  it('leaves alone what has finished, and only compares where it is told to', async () => {
    const trained = join(out, 'first', 'history.jsonl');
    const before = statSync(trained).mtimeMs;
    rmSync(join(out, 'comparison.csv'));
    const { code, stdout, stderr } = await finescope([...sweepWords(config, out), '--report-only']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^finescope: impossible: .*\n$/),
    });
    expect(stdout).toContain('2 of 3 runs');
    expect(existsSync(join(out, 'comparison.csv'))).toBe(true);
    await finescope(sweepWords({ ...config, variants: [{ name: 'first' }] }, out));
    expect(statSync(trained).mtimeMs).toBe(before);
  });

  it('trains on where there are to be more epochs, and refuses other settings by name', async () => {
    const changed = sweepOf({
      variants: [
        { name: 'first', set: { epochs: 5 } },
        { name: 'longer', set: { epochs: 4, batch: 2 } },
      ],
    });
    const { code, stderr } = await finescope(sweepWords(changed, out));
    expect(code).toBe(1);
    expect(stderr).toMatch(/longer: .*other settings \(batch was 4 and is 2\)/);
    expect(epochsIn(join(out, 'first'))).toBe(5);
    expect(epochsIn(join(out, 'longer'))).toBe(4);
  });

  it('draws the curves of runs that are named', async () => {
    const runs = ['first', 'longer'].map((run) => join(out, run));
    const svg = join(folder, 'curves.svg');
    const drawn = await finescope(['runs', 'curves', ...runs, '--out', svg, '--measure', 'ssim']);
    expect(drawn.stdout).toContain('SSIM of tiny: first, tiny: longer');
    expect(readFileSync(svg, 'utf8')).toContain('>SSIM</text>');
    const refused = await finescope(['runs', 'curves', ...runs, '--out', join(folder, 'curves.jpg')]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('.svg or .png');
  });

  it('says what does not fit before anything is trained', async () => {
    const nothing = join(folder, 'nothing');
    const { code, stderr } = await finescope(sweepWords(sweepOf({ grid: { epochs: [3, -1] } }), nothing));
    expect(code).toBe(2);
    expect(stderr).toContain('epochs=-1');
    expect(existsSync(nothing)).toBe(false);
  });
});

it('stopped by Ctrl-C says that the same command goes on', async () => {
  const out = join(folder, 'stopped');
  const variants = [{ name: 'short' }, { name: 'long', set: { epochs: 5000 } }];
  const { child, outcome } = startFinescope(sweepWords(sweepOf({ variants }), out));
  while (epochsIn(join(out, 'long')) < 1 && child.exitCode === null) await delay(20);
  child.kill('SIGINT');
  const { code, stderr } = await outcome;
  expect(code).toBe(130);
  expect(stderr).toContain('Stopped. 1 of 2 runs have ended; the same command goes on.');
});

it('goes on with a run that was killed, also where its data are named from here', async () => {
  const out = join(folder, 'killed');
  const here = relative('.', data);
  const config = sweepOf({ data: here, set: { epochs: 80 }, variants: [{ name: 'long' }] });
  const words = sweepWords(config, out);
  const run = join(out, 'long');
  const { child, outcome } = startFinescope(words);
  while (epochsIn(run) < 3 && child.exitCode === null) await delay(20);
  child.kill('SIGKILL');
  await outcome;
  const left = epochsIn(run);
  expect(left).toBeLessThan(80);
  const { code, stdout, stderr } = await finescope(words);
  expect({ code, epochs: epochsIn(run) }, stderr).toEqual({ code: 0, epochs: 80 });
  expect(stdout).toContain('1 of 1 runs');
});
