import { expect, it } from 'vitest';
import { describeArchitecture, describeModel } from '../../../src-main/commands/models';
import type { ModelRecord, TrainingSummary } from '../../../src-main/contract/model';

const record = {
  architecture: { kind: 'denseed', blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 },
  parameters: 237_204,
  pixelSizeUm: 0.2,
} as ModelRecord;
const training = {
  fields: 15,
  heldOut: ['fov08'],
  psnr: 24.431,
  baselines: { raw: 21.249, rescaled: 23.1 },
} as TrainingSummary;

it('tells of a model which network it is, how large, and at what pixel size it was trained', () => {
  expect(describeModel(record)).toBe('DenseED (3,6,3), 237,204 parameters, trained at 0.2 µm/px');
});

it('tells how much finer the answer of a network is', () => {
  expect(describeArchitecture({ kind: 'deep-storm', scale: 8 })).toBe('Deep-STORM, 8× finer');
  expect(describeArchitecture({ kind: 'deep-storm', scale: 1 })).toBe('Deep-STORM');
});

it('tells the score of a trained model beside its baselines', () => {
  expect(describeModel({ ...record, training })).toMatch(
    /, trained on 15 fields: 24\.43 dB on 1 field held out \(best rescaling of the input 23\.10, input as it is 21\.25\)$/,
  );
  expect(describeModel({ ...record, training: { ...training, psnr: null, heldOut: [] } })).toMatch(
    /, trained on 15 fields, none held out$/,
  );
});
