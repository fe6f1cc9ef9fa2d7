import { describe, expect, it } from 'vitest';
import type { ModelRecord, TrainingSummary } from '../../../../src-main/contract/model';
import {
  answersFilter,
  describeNormalisation,
  describeOutput,
  trainingFacts,
} from '../../../../src-renderer/pages/model-text';

describe('a model in the library', () => {
  const record = {
    name: 'BPAE mitochondria',
    description: 'Two-photon frames',
    architecture: { kind: 'denseed', blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 },
  } as ModelRecord;

  it('is found by parts of its name, description and network, in any order', () => {
    expect(answersFilter(record, 'mito bpae')).toBe(true);
    expect(answersFilter(record, 'PHOTON dense')).toBe(true);
    expect(answersFilter(record, '')).toBe(true);
    expect(answersFilter(record, 'bpae actin')).toBe(false);
  });

  it('says how values are normalised', () => {
    expect(describeNormalisation({ kind: 'fixed' })).toBe('value / full scale − 0.5');
    expect(describeNormalisation({ kind: 'percentile', low: 1, high: 99.8 })).toBe(
      'percentiles 1 and 99.8 of the stack',
    );
  });

  it('says what its answer is for', () => {
    expect(describeOutput('image')).toBe('image');
    expect(describeOutput('density')).toMatch(/^density of emitters, summed/);
  });

  it('tells its scores beside those that need no network', () => {
    const training: TrainingSummary = {
      run: '/home/ada/runs/bpae-01',
      startedAt: '2026-11-21T21:00:00Z',
      epoch: 103,
      epochs: 200,
      steps: 2575,
      fields: 15,
      frames: 750,
      heldOut: ['fov08'],
      rmse: 0.06,
      psnr: 24.431,
      ssim: 0.6673,
      baselines: { raw: 21.249, rescaled: 23.1 },
      finishedAt: '2026-11-22T06:00:00Z',
    };
    expect(Object.fromEntries(trainingFacts(training))).toMatchObject({
      Run: 'bpae-01',
      'Kept epoch': '103 of 200',
      'Trained on': '15 fields, 750 frames',
      'Held out': 'fov08',
      PSNR: '24.43 dB',
      'Best rescaling of the input': '23.10 dB',
      'Input as it is': '21.25 dB',
      SSIM: '0.667',
      RMSE: '0.0600',
    });
    const unscored = { ...training, heldOut: [], psnr: null, ssim: null, rmse: null, baselines: null };
    expect(Object.fromEntries(trainingFacts(unscored))).toMatchObject({
      'Held out': 'nothing: there are no scores',
      PSNR: null,
      'Input as it is': null,
      SSIM: null,
    });
  });
});
