/** What a root mean squared error is divided by. */
export interface ReferenceSize {
  /** Root of the reference's mean square. */
  rootMeanSquare: number;
  mean: number;
  min: number;
  max: number;
}

/** Normalised root mean squared errors; null where the reference makes the divisor 0. */
export interface NormalisedRmse {
  /** Over the root of the reference's mean square: scikit-image's default. */
  euclidean: number | null;
  /** Over the reference's largest less its smallest value. */
  minMax: number | null;
  /** Over the reference's mean. */
  mean: number | null;
}

/** The normalisations that scikit-image's normalized_root_mse knows. */
export function normalisedRmse(rmse: number, reference: ReferenceSize): NormalisedRmse {
  const over = (divisor: number) => (divisor === 0 ? null : rmse / divisor);
  return {
    euclidean: over(reference.rootMeanSquare),
    minMax: over(reference.max - reference.min),
    mean: over(reference.mean),
  };
}
