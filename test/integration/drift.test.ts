import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { binned } from '../../src-main/imaging/binning';
import { PairMoments } from '../../src-main/imaging/measures/pair-moments';
import { finescope, finescopeJson } from '../support/finescope';
import { readPlane } from '../support/planes';
import { sharedFolder } from '../support/temporary-folder';

/** A small field of a simulated sample that drifts by about 3 pixels. */
const folder = sharedFolder();

const stack = join(folder, 'drifting', 'drifting_FOV_01_frames.tif');
const truth = join(folder, 'drifting', 'truth');

/** Where the sample is, by a table: lines of frame, x and y in pixels. */
const shiftsIn = (table: string) =>
  readFileSync(table, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',').slice(1, 3).map(Number) as [number, number]);

beforeAll(async () => {
  const config = join(folder, 'drifting.json');
  writeFileSync(
    config,
    JSON.stringify({
      name: 'drifting',
      fields: 1,
      frames: 20,
      width: 128,
      height: 128,
      emission: { kind: 'fluctuating', photons: 60 },
      drift: { nmPerFrame: 15, degrees: 30, walkNm: 5 },
    }),
  );
  const { code, stderr } = await finescope(['simulate', config, '--out', join(folder, 'drifting')]);
  if (code !== 0) throw new Error(stderr);
}, 60_000);

describe('finescope drift', () => {
  const table = join(folder, 'drift.csv');
  const plot = join(folder, 'drift.svg');

  it('finds the drift of a simulated stack to a tenth of a pixel, as a table and a plot', async () => {
    const report = await finescopeJson<{ largestPx: number; pixelSizeUm: number }>([
      'drift',
      stack,
      '--out',
      table,
      '--plot',
      plot,
    ]);
    const known = shiftsIn(join(truth, 'drifting_FOV_01_drift.csv'));
    const found = shiftsIn(table);
    expect(found).toHaveLength(20);
    for (const [i, [x, y]] of found.entries()) {
      expect(Math.abs(x - known[i]![0])).toBeLessThan(0.1);
      expect(Math.abs(y - known[i]![1])).toBeLessThan(0.1);
    }
    expect(report.largestPx).toBeGreaterThan(2);
    expect(report.pixelSizeUm).toBeCloseTo(0.1, 6);
    expect(readFileSync(plot, 'utf8')).toMatch(/^<svg.*Drift \(nm\)/s);
  });

  it('corrected, by estimate or by a table, brings SRRF nearer to the truth', async () => {
    const known = join(truth, 'drifting_FOV_01_drift.csv');
    const likeness = async (drift: string, name: string) => {
      const out = join(folder, `${name}.tif`);
      const words = ['srrf', stack, '--out', out, '--ring-radius', '1', '--drift', drift];
      const { code, stderr } = await finescope(words);
      expect(stderr).not.toMatch(/rror/);
      expect(code).toBe(0);
      // Both a little coarser: how bright single pixels of the truth are is known to no reconstruction.
      const [image, target] = [
        await readPlane(out),
        await readPlane(join(truth, 'drifting_FOV_01_truth.tif')),
      ];
      const moments = new PairMoments();
      moments.add(binned(image.data, image.width, 2), binned(target.data, target.width, 2));
      return moments.pearson();
    };
    const uncorrected = await likeness('none', 'uncorrected');
    const estimated = await likeness('estimate', 'estimated');
    const byTruth = await likeness(known, 'known');
    expect(estimated).toBeGreaterThan(uncorrected + 0.1);
    expect(Math.abs(estimated - byTruth)).toBeLessThan(0.02);
  }, 60_000);

  it('refuses a table without a column or a frame with a sentence that names them', async () => {
    const bad = join(folder, 'bad.csv');
    writeFileSync(bad, 'frame,x [px],y [px]\n1,0,0\n2,0.5,oh\n');
    const words = ['srrf', stack, '--out', join(folder, 'none.tif'), '--drift', bad];
    expect((await finescope(words)).stderr).toContain('Line 3 of bad.csv has "oh" for y');
    writeFileSync(bad, 'frame,x [px],y [px]\n1,0,0\n2,0.5,0\n');
    const short = await finescope([...words, '--frames', '1-3']);
    expect(short.code).not.toBe(0);
    expect(short.stderr).toContain('bad.csv has no line for frame 3');
  });
});
