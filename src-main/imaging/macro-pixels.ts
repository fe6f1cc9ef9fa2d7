import type { PhaseSums } from '../contract/reconstruction-api';

/**
 * Sums the phases of rows of an image; they begin with phase 0 and are a multiple of m, as their `width` is. What is NaN or
 * infinite counts as 0, as the border without values does: one such pixel would leave nothing of the whole image.
 */
export function phaseSums(values: Float32Array, width: number, magnification: number): PhaseSums {
  const m = magnification;
  const sums = new Float64Array(m * m);
  for (let row = 0, at = 0; at < values.length; row++) {
    const phases = (row % m) * m;
    for (let column = 0; column < width; column += m)
      for (let b = 0; b < m; b++) {
        const value = values[at++]!;
        if (Number.isFinite(value)) sums[phases + b]! += value;
      }
  }
  return { magnification: m, sums, count: values.length / (m * m) };
}

/** The sums of an image whose rows were summed in parts. */
export function joinPhaseSums(parts: readonly PhaseSums[]): PhaseSums {
  const [{ magnification }] = parts as [PhaseSums];
  const sums = new Float64Array(magnification * magnification);
  for (const part of parts) part.sums.forEach((sum, phase) => (sums[phase]! += sum));
  return { magnification, sums, count: parts.reduce((count, part) => count + part.count, 0) };
}

/**
 * The macro-pixel correction of eSRRF and SRRF (NanoPyx): every value over the mean of its sub-pixel phase, which removes
 * what repeats with every input pixel and brings the mean to about 1. A phase whose mean is 0 stays. In place; rows as in
 * {@link phaseSums}.
 */
export function divideByPhaseMeans(values: Float32Array, width: number, phases: PhaseSums): void {
  const { magnification: m, sums, count } = phases;
  const factors = sums.map((sum) => (sum === 0 ? 1 : count / sum));
  for (let row = 0, at = 0; at < values.length; row++) {
    const first = (row % m) * m;
    for (let column = 0; column < width; column += m)
      for (let b = 0; b < m; b++) values[at++]! *= factors[first + b]!;
  }
}
