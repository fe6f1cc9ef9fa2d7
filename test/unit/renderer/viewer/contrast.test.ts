import { describe, expect, it } from 'vitest';
import {
  brightnessOf,
  contrastOf,
  histogramPath,
  roundedLimit,
  slopeOf,
  slopeOfContrast,
  withBrightness,
  withLimit,
  withSlope,
} from '../../../../src-renderer/viewer/contrast';

const values = { min: 0, max: 1000 };

describe('brightness and contrast', () => {
  it('are both in the middle where all values are displayed', () => {
    expect(brightnessOf(values, values)).toBe(0.5);
    expect(contrastOf(slopeOf(values, values))).toBe(0.5);
  });

  it('brightness moves both limits and keeps their distance', () => {
    const brighter = withBrightness({ min: 400, max: 600 }, values, 0.8);
    expect(brighter.min).toBeCloseTo(100);
    expect(brighter.max).toBeCloseTo(300);
    expect(brightnessOf(brighter, values)).toBeCloseTo(0.8);
  });

  it('contrast narrows the limits round their centre', () => {
    const steeper = withSlope({ min: 200, max: 400 }, values, 10);
    expect(steeper).toEqual({ min: 250, max: 350 });
    expect(slopeOf(steeper, values)).toBe(10);
  });

  it.each([0.02, 0.25, 0.5, 0.75, 0.98])('the slope of contrast %d leads back to it', (contrast) => {
    expect(contrastOf(slopeOfContrast(contrast))).toBeCloseTo(contrast);
  });

  it('the slope is bounded at both ends', () => {
    expect(slopeOfContrast(1)).toBe(256);
    expect(slopeOfContrast(0)).toBe(1 / 256);
  });

  it('a limit that passes the other takes it along', () => {
    expect(withLimit({ min: 10, max: 20 }, 'min', 30, 1)).toEqual({ min: 30, max: 31 });
    expect(withLimit({ min: 10, max: 20 }, 'max', 5, 1)).toEqual({ min: 4, max: 5 });
  });

  it('limits are whole for integers and as fine as matters for others', () => {
    expect(roundedLimit(12.6, 1000, true)).toBe(13);
    expect(roundedLimit(0.123456789, 1, false)).toBe(0.1235);
    expect(roundedLimit(1.23456789e-5, 1e-4, false)).toBe(1.235e-5);
  });
});

describe('the histogram', () => {
  it('is drawn by the logarithm of its counts', () => {
    const path = histogramPath([0, Math.E - 1, Math.E ** 2 - 1], 0, 0.6);
    expect(path).toBe('M0,1V1H0.2V0.5H0.4V0H0.6V1Z');
  });

  it('is nothing where nothing was counted', () => {
    expect(histogramPath([0, 0], 0, 1)).toBe('');
  });
});
