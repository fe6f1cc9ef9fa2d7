import { describe, expect, test } from 'vitest';
import type { DecorrelationReport, FrcReport } from '../../../../src-main/contract/quality-api';
import { qualityCurves } from '../../../../src-renderer/panels/quality-chart';
import { fitRows, resolutionRows } from '../../../../src-renderer/panels/quality-text';

const frc: FrcReport = {
  of: 'odd-and-even-frames',
  side: 4,
  threshold: 1 / 7,
  frequencies: [0, 0.25],
  correlation: [1, 0],
  smoothed: [1, 0.1],
  outcome: 'resolved',
  resolutionPx: 4,
  resolutionUm: 0.4,
  pixelSizeUm: 0.1,
  verdict: '',
  notes: [],
};
const decorrelation: DecorrelationReport = {
  a0: 0.5,
  resolutionPx: 5,
  resolutionUm: null,
  pixelSizeUm: null,
  curves: [
    { sigmaPx: null, radii: [0, 1], values: [0, 0.4], peak: null },
    { sigmaPx: 2, radii: [0.2, 0.6], values: [0.3, 0.2], peak: { at: 0.4, height: 0.3 } },
  ],
  verdict: '',
  notes: [],
};

describe('the curves of the image quality', () => {
  test('stand over cycles a pixel: radius 1 of a decorrelation curve is half a cycle', () => {
    const curves = qualityCurves({ frc, decorrelation });
    expect(curves.map(({ points }) => points.at(-1))).toEqual([
      { x: 0.25, y: 0.1 },
      { x: 0.5, y: 0.4 },
      { x: 0.3, y: 0.2 },
    ]);
  });

  test('are marked where the resolution is, decorrelation on the curve that gave it', () => {
    expect(qualityCurves({ frc, decorrelation }).map(({ mark }) => mark)).toEqual([0.25, null, 0.2]);
    expect(qualityCurves({ frc: { ...frc, resolutionPx: null }, decorrelation: null })[0]!.mark).toBeNull();
  });
});

test('resolutions are told in nm below a micrometre, and not without a pixel size', () => {
  expect(resolutionRows(frc, decorrelation)).toEqual([
    { measure: 'FRC of odd and even frames', length: '400 nm', pixels: '4.00' },
    { measure: 'Decorrelation', length: '–', pixels: '5.00' },
  ]);
  const coarse = { ...frc, of: 'one-image' as const, resolutionUm: 1.25, resolutionPx: null };
  expect(resolutionRows(coarse, null)).toEqual([
    { measure: 'FRC of one image', length: '1.25 µm', pixels: '–' },
  ]);
});

test('the fit to a reference is told by RSP, RSE and blur', () => {
  const report = { rsp: 0.98765, rse: 12.3456, sigmaPx: 1.234, alpha: 1, beta: 0, magnification: 1 };
  const rows = fitRows({ ...report, placement: 'centred', errorMap: null, notes: [] });
  expect(rows.map(({ value }) => value)).toEqual(['0.9877', '12.35', '1.23 px SD']);
});
