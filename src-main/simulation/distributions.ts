import type { RandomStream } from '../imaging/random';

/** From this mean on Poisson numbers are drawn by rejection: below it, counting is quicker. */
const REJECTION_FROM = 12;

/** Exponentially distributed, of the given mean. */
export function exponential(random: RandomStream, mean: number): number {
  return -mean * Math.log(1 - random.uniform());
}

/** Log-normally distributed, of mean 1 and the given standard deviation. */
export function logNormal(random: RandomStream, sd: number): number {
  const sigma = logNormalSigma(sd);
  return sigma === 0 ? 1 : Math.exp(sigma * random.normal() - (sigma * sigma) / 2);
}

/** SD of the logarithm of what is log-normally distributed with mean 1 and standard deviation `sd`. */
export function logNormalSigma(sd: number): number {
  return Math.sqrt(Math.log1p(sd * sd));
}

/** Poisson distributed: counting arrivals, or for large means transformed rejection (PTRS, Hoermann 1993). */
export function poisson(random: RandomStream, mean: number): number {
  if (mean <= 0) return 0;
  if (mean >= REJECTION_FROM) return rejected(random, mean);
  // Inversion: the cumulative probability reaches a uniform number.
  let left = random.uniform();
  let probability = Math.exp(-mean);
  let k = 0;
  while (left > probability && k < 1000) {
    left -= probability;
    probability *= mean / ++k;
  }
  return k;
}

function rejected(random: RandomStream, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quick = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = 1 - random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= quick) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) return k;
  }
}

const LOG_FACTORIALS = new Float64Array(128);
for (let k = 1; k < LOG_FACTORIALS.length; k++) LOG_FACTORIALS[k] = LOG_FACTORIALS[k - 1]! + Math.log(k);

/** ln k!, by Stirling's series where it is not in the table. */
function logFactorial(k: number): number {
  if (k < LOG_FACTORIALS.length) return LOG_FACTORIALS[k]!;
  return (k + 0.5) * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * k) - 1 / (360 * k ** 3);
}

/** Gamma distributed with scale 1 (Marsaglia and Tsang 2000); its mean and its variance are `shape`. */
export function gamma(random: RandomStream, shape: number): number {
  if (shape <= 0) return 0;
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = 1 - random.uniform();
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
