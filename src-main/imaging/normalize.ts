import type { Linear } from '../contract/compute-api';
import { InvalidRequestError } from '../contract/errors';
import type { ImageStatistics } from '../contract/files-api';
import type { PixelArray, PixelType } from '../contract/image';
import type { Normalisation } from '../contract/model';
import { PIXEL_TYPES } from './pixel-types';

/** Values at the two percentiles that a `percentile` normalisation names. */
export interface PercentileValues {
  low: number;
  high: number;
}

/** The stored value that `fixed` takes as full scale: 255 for 8 bit, 1 for 1 bit, else 65535, as published. */
export function fullScale(pixelType: PixelType): number {
  if (pixelType === 'bool') return 1;
  return PIXEL_TYPES[pixelType].bytes === 1 ? 255 : 65_535;
}

/**
 * Turns a normalisation into numbers for one stack, or one plane of it under `frameMinMax`: network value = stored value * scale + offset.
 * - `fixed`: value / full scale - 0.5 (Mannam et al. 2021).
 * - `minMax`: smallest value to 0, largest to 1.
 * - `percentile`: low percentile to 0, high to 1, nothing clipped (Weigert et al. 2018).
 * - `meanStd`: (value - mean) / standard deviation.
 * - `frameMinMax`: of one plane's statistics, smallest value to 0 and largest to 1, then (value - mean) / standard
 *   deviation of the training set (Nehme et al. 2018).
 *
 * A stack of one value has no range: it is only shifted. Throws {@link InvalidRequestError} when a normalisation from
 * the data meets a stack without any finite value.
 */
export function resolveNormalisation(
  normalisation: Normalisation,
  pixelType: PixelType,
  statistics: ImageStatistics,
  percentiles?: PercentileValues,
): Linear {
  switch (normalisation.kind) {
    case 'fixed':
      return { scale: 1 / fullScale(pixelType), offset: -0.5 };
    case 'minMax':
      return spread(finite(statistics.min), finite(statistics.max));
    case 'percentile':
      if (!percentiles)
        throw new TypeError('A percentile normalisation needs the values at its percentiles.');
      return spread(finite(percentiles.low), finite(percentiles.high));
    case 'meanStd': {
      const mean = finite(statistics.mean);
      const scale = 1 / (finite(statistics.std) || 1);
      return { scale, offset: -mean * scale };
    }
    case 'frameMinMax': {
      const { scale, offset } = spread(finite(statistics.min), finite(statistics.max));
      const { mean, std } = normalisation;
      return { scale: scale / std, offset: (offset - mean) / std };
    }
  }
}

function finite(value: number | null): number {
  if (value !== null && Number.isFinite(value)) return value;
  throw new InvalidRequestError(
    'The image holds no finite value (only NaN or infinity), so its range cannot be normalised.',
    { parameter: 'input' },
  );
}

/** Maps `low` to 0 and `high` to 1. */
function spread(low: number, high: number): Linear {
  const scale = high > low ? 1 / (high - low) : 1;
  return { scale, offset: -low * scale };
}

/** Stored values to network values, computed in double precision. */
export function applyLinear(data: PixelArray, { scale, offset }: Linear): Float32Array {
  const values = new Float32Array(data.length);
  for (let i = 0; i < values.length; i++) values[i] = data[i]! * scale + offset;
  return values;
}

/**
 * Network values back to stored values: the inverse of {@link applyLinear}. Integer types are rounded to the nearest
 * (halves upwards, as Math.round) and clipped to what the type holds, NaN becoming 0; floats are neither rounded nor
 * clipped. Throws {@link InvalidRequestError} for float16, which is never written.
 */
export function invertLinear(
  data: ArrayLike<number>,
  { scale, offset }: Linear,
  pixelType: PixelType,
): PixelArray {
  if (pixelType === 'float16') {
    throw new InvalidRequestError('Half-precision results are not written; choose --type float32.', {
      parameter: 'type',
    });
  }
  const { integer, min, max, make } = PIXEL_TYPES[pixelType];
  const values = make(data.length);
  for (let i = 0; i < values.length; i++) {
    const value = (data[i]! - offset) / scale;
    if (!integer) values[i] = value;
    else if (value !== value) values[i] = 0;
    else values[i] = Math.min(max, Math.max(min, Math.round(value)));
  }
  return values;
}
