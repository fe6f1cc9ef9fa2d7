import type { SimulatedEmission } from '../contract/simulation';
import type { RandomStream } from '../imaging/random';
import { exponential, logNormal, logNormalSigma, poisson } from './distributions';

/** How all fluorophores of a field shine, frame after frame. */
export interface Emission {
  /** Fills in the photons of each fluorophore in the next frame, by that frame's random numbers. */
  next(random: RandomStream, light: Float32Array): void;
}

/** Fluorophores, and the square micrometres that they lie in. */
export interface Crowd {
  count: number;
  area: number;
}

/** Mean photons of one of several fluorophores in a frame. */
export function meanPhotons(emission: SimulatedEmission, { count, area }: Crowd): number {
  const { photons } = emission;
  if (emission.kind === 'blinking')
    return (photons * emission.onFrames) / (emission.onFrames + emission.offFrames);
  if (emission.kind === 'sparse') return count === 0 ? 0 : (photons * emission.perSquareUm * area) / count;
  return photons;
}

/** Whether fluorophores are dark in many frames, so that which shine is told frame by frame. */
export function comesAndGoes({ kind }: SimulatedEmission): boolean {
  return kind === 'blinking' || kind === 'sparse';
}

/** Begins the emission of fluorophores. */
export function beginEmission(
  emission: SimulatedEmission,
  { count, area }: Crowd,
  random: RandomStream,
): Emission {
  switch (emission.kind) {
    case 'steady':
      return steady(emission, count, random);
    case 'fluctuating':
      return fluctuating(emission, count, random);
    case 'blinking':
      return blinking(emission, count, random);
    case 'sparse':
      return sparse(emission, { count, area });
  }
}

/** The same brightness in every frame. */
function steady(
  { photons, variation }: Extract<SimulatedEmission, { kind: 'steady' }>,
  count: number,
  random: RandomStream,
): Emission {
  const own = Float32Array.from({ length: count }, () => photons * logNormal(random, variation));
  return { next: (_random, light) => light.set(own) };
}

/**
 * Log-normal brightness whose logarithm is an autoregressive process of the first order: stationary, of mean `photons`,
 * and with a correlation that falls as exp(-t / correlationFrames).
 */
function fluctuating(
  { photons, variation, correlationFrames }: Extract<SimulatedEmission, { kind: 'fluctuating' }>,
  count: number,
  random: RandomStream,
): Emission {
  const sigma = logNormalSigma(variation);
  const kept = correlationFrames === 0 ? 0 : Math.exp(-1 / correlationFrames);
  const added = Math.sqrt(1 - kept * kept);
  const level = Float32Array.from({ length: count }, () => random.normal());
  return {
    next(frame, light) {
      for (let i = 0; i < count; i++) {
        light[i] = photons * Math.exp(sigma * level[i]! - (sigma * sigma) / 2);
        level[i] = kept * level[i]! + added * frame.normal();
      }
    },
  };
}

/**
 * Two states with exponential times in each (a Markov process in continuous time), begun in equilibrium; a frame has the
 * light of the part of it in which a fluorophore is on.
 */
function blinking(
  { photons, variation, onFrames, offFrames }: Extract<SimulatedEmission, { kind: 'blinking' }>,
  count: number,
  random: RandomStream,
): Emission {
  const partOn = onFrames / (onFrames + offFrames);
  const isOn = new Uint8Array(count);
  const left = new Float64Array(count); // frames until the state changes
  const height = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    isOn[i] = random.uniform() < partOn ? 1 : 0;
    left[i] = exponential(random, isOn[i] ? onFrames : offFrames);
    height[i] = photons * logNormal(random, variation);
  }
  return {
    next(frame, light) {
      for (let i = 0; i < count; i++) {
        let rest = 1;
        let lit = 0;
        while (left[i]! < rest) {
          if (isOn[i]) lit += left[i]! * height[i]!;
          rest -= left[i]!;
          isOn[i] = 1 - isOn[i]!;
          left[i] = exponential(frame, isOn[i] ? onFrames : offFrames);
          if (isOn[i]) height[i] = photons * logNormal(frame, variation);
        }
        left[i]! -= rest;
        if (isOn[i]) lit += rest * height[i]!;
        light[i] = lit;
      }
    },
  };
}

/** A few fluorophores in each frame, whichever: nothing is remembered from frame to frame. */
function sparse(
  { photons, variation, perSquareUm }: Extract<SimulatedEmission, { kind: 'sparse' }>,
  { count, area }: Crowd,
): Emission {
  return {
    next(frame, light) {
      light.fill(0);
      const lit = count === 0 ? 0 : poisson(frame, perSquareUm * area);
      for (let i = 0; i < lit; i++) light[frame.below(count)] = photons * logNormal(frame, variation);
    },
  };
}
