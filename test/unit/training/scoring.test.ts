import { describe, expect, it } from 'vitest';
import { ssim } from '../../support/ssim';
import { ScoreSheet } from '../../../src-main/training/scoring';
import { randomNumbers } from '../../support/plain-network';

const FIXED = { zero: -0.5, range: 1 };
const flat = (value: number, side = 8) => new Float32Array(side * side).fill(value);
const pair = (field: string, image: Float32Array, target: Float32Array, side = 8) => ({
  field,
  width: side,
  height: side,
  image,
  target,
});

describe('scores', () => {
  it('are those of each field, whose frames count alike, and their mean over fields', () => {
    const sheet = new ScoreSheet(FIXED);
    sheet.add(pair('a', flat(0.1), flat(0)));
    sheet.add(pair('a', flat(0.3), flat(0)));
    sheet.add(pair('b', flat(0.01), flat(0)));
    const ofA = sheet.of('a');
    expect(sheet.fields()).toEqual(['a', 'b']);
    expect(ofA.rmse).toBeCloseTo(Math.sqrt((0.01 + 0.09) / 2), 6);
    expect(ofA.psnr).toBeCloseTo(-10 * Math.log10(0.05), 5);
    expect(sheet.of('b').psnr).toBeCloseTo(40, 5);
    expect(sheet.mean()!.psnr).toBeCloseTo((ofA.psnr + 40) / 2, 5);
  });

  it('refer to the range of the target', () => {
    const sheet = new ScoreSheet({ zero: 0, range: 4 });
    sheet.add(pair('a', flat(0.4), flat(0)));
    expect(sheet.of('a').psnr).toBeCloseTo(20, 5);
  });

  it('have an SSIM whose means are counted from a stored 0', () => {
    const random = randomNumbers(3);
    const noise = Float32Array.from({ length: 144 }, () => random());
    const other = noise.map((value) => 0.7 * value + 0.1 * random());
    const stored = new ScoreSheet({ zero: 0, range: 1 });
    stored.add(pair('a', other, noise, 12));
    const shifted = new ScoreSheet(FIXED);
    const lower = (values: Float32Array) => values.map((value) => value - 0.5);
    shifted.add(pair('a', lower(other), lower(noise), 12));
    expect(stored.of('a').ssim).toBeCloseTo(ssim(other, noise, 12, 1), 6);
    expect(shifted.of('a').ssim).toBeCloseTo(stored.of('a').ssim!, 5);
  });

  it('apply a rescaling first, to the SSIM too', () => {
    const random = randomNumbers(4);
    const target = Float32Array.from({ length: 64 }, () => random() - 0.5);
    const sheet = new ScoreSheet(FIXED);
    sheet.add(
      pair(
        'a',
        target.map((value) => 2 * value + 0.25),
        target,
      ),
      { scale: 0.5, offset: -0.125 },
    );
    expect(sheet.of('a').psnr).toBeGreaterThan(120);
    expect(sheet.of('a').ssim).toBeCloseTo(1, 6);
  });

  it('are numbers for equal images, and without SSIM for images below its window', () => {
    const sheet = new ScoreSheet(FIXED);
    sheet.add(pair('a', flat(0.2, 6), flat(0.2, 6), 6));
    expect(sheet.mean()).toEqual({ rmse: 0, psnr: 10 * Math.log10(2 ** 48), ssim: null });
  });

  it('are none where no field is held out', () => {
    expect(new ScoreSheet(FIXED).mean()).toBeNull();
  });
});
