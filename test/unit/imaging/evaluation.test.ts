import { describe, expect, it } from 'vitest';
import type { FieldScores } from '../../../src-main/contract/training-api';
import { evaluationRows, verdictOf } from '../../../src-main/imaging/evaluation';

const scores = (psnr: number, ssim: number | null = 0.5) => ({ rmse: 10 ** (-psnr / 20), psnr, ssim });
const field = (name: string, network: number, raw: number, rescaled: number | null): FieldScores => ({
  field: name,
  frames: 1,
  network: scores(network),
  raw: scores(raw),
  average: null,
  rescaled: rescaled === null ? null : scores(rescaled),
  ownRescaled: scores(24),
});

describe('an evaluation', () => {
  it('has means and standard deviations over fields, but of what every field has', () => {
    const rows = evaluationRows([field('a', 25, 20, 22), field('b', 27, 21, 23)]);
    expect(rows.map(({ name }) => name)).toEqual(['network', 'raw', 'rescaled', 'ownRescaled']);
    expect(rows[0]!.psnr).toEqual({ mean: 26, sd: Math.SQRT2 });
    expect(evaluationRows([field('a', 25, 20, 22)])[0]!.psnr).toEqual({ mean: 25, sd: 0 });
    const one = { ...field('a', 25, 20, 22), network: scores(25, null) };
    expect(evaluationRows([one, field('b', 1, 1, 1)])[0]!.ssim).toBeNull();
  });

  it('says by how much the network beats what needs none', () => {
    const fields = [field('a', 25, 20, 22), field('b', 21, 21.5, 21.5)];
    const verdict = verdictOf(fields, evaluationRows(fields), false);
    expect(verdict[0]).toBe('The network reaches 23.00 dB on 2 fields.');
    expect(verdict[1]).toBe('That is 2.25 dB above the frame as it is (better in 1 of 2 fields).');
    expect(verdict[2]).toContain('1.25 dB above the best rescaling of intensity, fitted on training fields');
    expect(verdict[3]).toMatch(/^That is 1\.00 dB BELOW the rescaling fitted on each image itself/);
    expect(verdict).toHaveLength(4);
  });

  it('says plainly when a network is no better than a change of brightness', () => {
    const fields = [field('a', 21.5, 20, 22), field('b', 21.5, 20, 22)];
    const verdict = verdictOf(fields, evaluationRows(fields), false).join(' ');
    expect(verdict).toContain('0.50 dB BELOW the best rescaling of intensity, fitted on training fields');
    expect(verdict).toContain('this network is not worth using');
  });

  it('does not judge maps of emitters by their pixels', () => {
    const fields = [field('a', 21.5, 1, 30)];
    expect(verdictOf(fields, evaluationRows(fields), true)).toEqual([
      expect.stringMatching(/^Maps of emitters are nearly empty/),
    ]);
  });

  it('says what it does not know', () => {
    const fields = [field('a', 25, 20, null)];
    const verdict = verdictOf(fields, evaluationRows(fields), false).join(' ');
    expect(verdict).toContain('The rescaling fitted on training fields is not known here');
    expect(verdict).toContain('One field says little');
  });
});
