import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancelSource } from '../../src-main/contract/signal';
import type { SupervisedSession } from '../../src-main/supervisor/session';
import { PairMoments } from '../../src-main/imaging/measures/pair-moments';
import { runCommandLine } from '../../src-main/terminal/run';
import { readPixels } from '../support/read-image';
import { sharedFolder } from '../support/temporary-folder';
import { startTestSession } from '../support/test-session';

const SIDE = 96;

describe('a simulated field of view', () => {
  const folder = sharedFolder();
  const at = (name: string) => join(folder, name);
  let session: SupervisedSession;
  beforeAll(async () => {
    session = startTestSession(folder);
    await run(
      'simulate',
      '--preset',
      'microtubules',
      '--fields',
      '1',
      '--out',
      at('set'),
      '--set',
      `width=${SIDE}`,
      '--set',
      `height=${SIDE}`,
    );
  });
  afterAll(() => session.stop());

  /** A command line in this test's session; what it answers. */
  async function run(...words: string[]): Promise<string> {
    let [out, err] = ['', ''];
    const streams = {
      out: { write: (text: string) => void (out += text), isTTY: false },
      err: { write: (text: string) => void (err += text), isTTY: false },
    } as never;
    const code = await runCommandLine(words, streams, 'test', () => session, new CancelSource().signal);
    if (code !== 0) throw new Error(err);
    return out;
  }
  const resolutionUm = async (...words: string[]) =>
    (JSON.parse(await run('frc', ...words, '--json')) as { resolutionUm: number }).resolutionUm;

  it('is resolved finer by SRRF and by eSRRF than by the mean of its frames, by the correlation of odd and even frames', async () => {
    const stack = at('set/microtubules_FOV_01_frames.tif');
    const odd = Array.from({ length: 25 }, (_, n) => 2 * n + 1).join();
    const even = Array.from({ length: 25 }, (_, n) => 2 * n + 2).join();
    const ofMean = await resolutionUm(stack);
    expect(ofMean).toBeGreaterThan(0.15); // two-photon light of 800 nm
    for (const words of [['srrf'], ['esrrf', '--temporal', 'var']]) {
      for (const [name, frames] of [
        ['odd', odd],
        ['even', even],
      ] as const)
        await run(...words, stack, '--out', at(`${name}.tif`), '--frames', frames);
      expect(await resolutionUm(at('odd.tif'), at('even.tif'))).toBeLessThan(0.75 * ofMean);
    }
  });

  it('looks, by SRRF, more like its truth than the mean of its frames does', async () => {
    const stack = at('set/microtubules_FOV_01_frames.tif');
    await run('srrf', stack, '--out', at('fine.tif'));
    const [truth] = await readPixels(at('set/truth/microtubules_FOV_01_truth.tif'));
    const [fine] = await readPixels(at('fine.tif'));
    const frames = await readPixels(stack);
    const mean = Float64Array.from({ length: SIDE * SIDE }, (_, n) =>
      frames.reduce((sum, frame) => sum + frame[n]!, 0),
    );
    const coarse = Float64Array.from({ length: truth!.length }, (_, n) => {
      const [i, j] = [Math.floor(n / (5 * SIDE)), n % (5 * SIDE)];
      return mean[Math.floor(i / 5) * SIDE + Math.floor(j / 5)]!;
    });
    expect(pearson(fine!, truth!)).toBeGreaterThan(pearson(coarse, truth!) + 0.05);
  });
});

function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const moments = new PairMoments();
  moments.add(x, y);
  return moments.pearson();
}
