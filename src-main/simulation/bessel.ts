/** Coefficients of the polynomials of Abramowitz and Stegun, 9.4.4 and 9.4.6, from the constant one on. */
const NEAR = [0.5, -0.56249985, 0.21093573, -0.03954289, 0.00443319, -0.00031761, 0.00001109];
const MODULUS = [0.79788456, 0.00000156, 0.01659667, 0.00017105, -0.00249511, 0.00113653, -0.00020033];
const PHASE = [-2.35619449, 0.12499612, 0.0000565, -0.00637879, 0.00074348, 0.00079824, -0.00029166];

/** The Bessel function J1 of x >= 0, to 4e-8 (near 0 to 1.3e-8 of x). */
export function besselJ1(x: number): number {
  if (x <= 3) return x * polynomial(NEAR, (x / 3) ** 2);
  const modulus = polynomial(MODULUS, 3 / x);
  return (modulus * Math.cos(x + polynomial(PHASE, 3 / x))) / Math.sqrt(x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
