import { describe, expect, test } from 'vitest';
import { decorrelation } from '../../../src-main/imaging/measures/decorrelation';
import { readRings } from '../../../src-main/imaging/measures/ring-correlation';
import { decorrelationReport, frcReport } from '../../../src-main/imaging/quality-reports';
import { randomStructure, withNoise } from '../../support/random-structure';

const falling = readRings(
  Float64Array.from({ length: 31 }, (_, q) => Math.max(0, 1 - q / 20)),
  64,
);
const measured = { pixelSizeUm: 0.05, notes: ['A note.'] };

describe('what FRC tells', () => {
  test('is the resolution in pixels and micrometres, and where every ring lies', () => {
    const report = frcReport(falling, 'two-images', measured);
    expect(report.resolutionPx).toBeCloseTo(64 / (20 * (6 / 7)), 6);
    expect(report.resolutionUm).toBeCloseTo(report.resolutionPx! * 0.05, 12);
    expect(report.frequencies[16]).toBe(0.25);
    expect(report.verdict).toContain('0.187 µm (3.73 pixels)');
    expect(report.notes).toEqual(['A note.']);
  });

  test('of one image warns where its noise is not white', () => {
    const one = { ...falling, noise: 'corners' as const, noiseRatio: 3 };
    expect(frcReport(one, 'one-image', measured).notes.join(' ')).toContain('not white');
    expect(frcReport({ ...one, noiseRatio: 1 }, 'one-image', measured).notes.join(' ')).not.toContain(
      'white',
    );
  });

  test('of a curve that never falls is no number', () => {
    const flat = readRings(new Float64Array(31).fill(1), 64);
    expect(frcReport(flat, 'two-images', { pixelSizeUm: null, notes: [] })).toMatchObject({
      resolutionPx: null,
      resolutionUm: null,
      verdict: expect.stringContaining('2.00 pixels'),
    });
  });
});

test('decorrelation tells the curve that gave the resolution beside that of the image as it is', () => {
  const analysis = decorrelation(withNoise(randomStructure(96, 96, 1.5, 1), 0.05, 2));
  const { curves, resolutionPx, verdict } = decorrelationReport(analysis, measured);
  expect(curves.map(({ sigmaPx }) => sigmaPx === null)).toEqual([true, false]);
  expect(2 / curves[1]!.peak!.at).toBe(resolutionPx);
  expect(curves[1]!.radii.at(-1)).toBeLessThanOrEqual(1);
  expect(verdict).toContain('µm');
  const none = { resolutionPx: null, a0: 0, curves: analysis.curves };
  expect(decorrelationReport(none, measured).verdict).toContain('no structure');
});
