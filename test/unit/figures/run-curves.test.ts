import { describe, expect, it } from 'vitest';
import { namedRuns } from '../../../src-main/figures/run-comparison';
import { runCurves } from '../../../src-main/figures/run-curves';
import { aRun, someBaselines } from '../../support/a-run';

const two = (changes = {}) =>
  namedRuns([aRun([0.1, 0.09], { name: 'a' }), aRun([0.11, 0.08, 0.07], { name: 'b', ...changes })]);

describe('runCurves', () => {
  it('has a validation and a training value for each epoch, whatever the length of the run', () => {
    const { runs } = runCurves(two(), 'rmse');
    expect(runs.map(({ epochs }) => epochs)).toEqual([
      [1, 2],
      [1, 2, 3],
    ]);
    expect(runs[1]!.validation).toEqual([0.11, 0.08, 0.07]);
    expect(runs[1]!.training[0]).toBeCloseTo(0.1, 12);
  });

  it('knows no training PSNR or SSIM, and no baseline of a loss', () => {
    for (const measure of ['psnr', 'ssim'] as const)
      expect(runCurves(two(), measure).runs[0]!.training).toEqual([NaN, NaN]);
    expect(runCurves(two(), 'loss').baselines).toEqual([]);
    expect(runCurves(two(), 'loss').runs[0]!.validation[0]).toBeCloseTo(0.01, 12);
  });

  it('writes baselines that all runs share once, with their values and the unit', () => {
    const told = runCurves(two(), 'psnr').baselines.map(({ name, text }) => `${name} ${text}`);
    expect(told).toEqual(['Raw frame 21.25 dB', 'Rescaled frame 23.47 dB', 'Own rescaling 23.55 dB']);
    expect(runCurves(two(), 'rmse').baselines[0]!.text).toBe('0.0866');
  });

  it('names the run of a baseline where they differ, in the colour of its curve', () => {
    const { baselines, runs } = runCurves(two({ baselines: someBaselines(0.0866, 0.06) }), 'rmse');
    expect(baselines.map(({ name }) => name)).toEqual([
      'Raw frame',
      'Rescaled frame, a',
      'Rescaled frame, b',
      'Own rescaling, a',
      'Own rescaling, b',
    ]);
    expect(baselines[2]!.style.print).toBe(runs[1]!.style.print);
  });

  it('tells the unit of the RMSE', () => {
    expect(runCurves(two(), 'rmse').yTitle).toBe('RMSE (full range = 1)');
    const scaled = two({ config: { normalisation: { kind: 'meanStd' } } });
    expect(runCurves(scaled, 'rmse').yTitle).toBe('RMSE (network units)');
    expect(runCurves(two(), 'psnr').yTitle).toBe('PSNR (dB)');
  });

  it('leaves gaps where no field is held out', () => {
    const [run] = runCurves(namedRuns([aRun([null, null], { baselines: null })]), 'rmse').runs;
    expect(run!.validation).toEqual([NaN, NaN]);
  });
});
