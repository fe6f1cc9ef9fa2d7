import { expect, it } from 'vitest';
import type { FileComparison } from '../../../../src-main/contract/files-api';
import { decibels, enlargementText, framesText, gainText } from '../../../../src-renderer/panels/result-text';

const report = (psnr: number, affine = psnr) => ({ psnr, affine: { psnr: affine } }) as FileComparison;

it('says what a network that does not enlarge does', () => {
  expect(enlargementText({ outputScale: 1 })).toBe('same pixels, finer detail');
  expect(enlargementText({ outputScale: 2 })).toBe('2 × as many pixels along each side');
  expect(framesText({ summedFrames: null })).toBeNull();
  expect(framesText({ summedFrames: 361 })).toBe('sum of 361');
});

it('names the baseline of a score', () => {
  expect(gainText(report(24.58), report(21.249, 23.472))).toBe(
    '1.11 dB above the best rescaling of the input',
  );
  expect(gainText(report(22), report(21, 23.5))).toBe('1.50 dB below the best rescaling of the input');
  expect(gainText(report(24.58), null)).toBeNull();
  expect(gainText(report(Infinity), report(21, 23))).toBeNull();
});

it('writes decibels with the digits the authors tell', () => {
  expect(decibels(24.57963)).toBe('24.580 dB');
  expect(decibels(Infinity)).toBe('equal');
  expect(decibels(null)).toBe('equal');
});
