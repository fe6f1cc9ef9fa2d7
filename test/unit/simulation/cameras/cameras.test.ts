import { describe, expect, it } from 'vitest';
import type { SimulationConfigInput } from '../../../../src-main/contract/simulation';
import { RandomStream } from '../../../../src-main/imaging/random';
import { exposed } from '../../../../src-main/simulation/cameras/detector';
import { makeDetector } from '../../../../src-main/simulation/cameras/make-detector';
import { moments, smallSimulation } from '../../../support/simulation';

const SIDE = 200;

function exposure(camera: SimulationConfigInput['camera'], photons: number, frame = 0) {
  const config = smallSimulation({ width: SIDE, height: SIDE, camera });
  const light = new Float32Array(SIDE * SIDE).fill(photons);
  return exposed(makeDetector(config), light, new RandomStream(1, 'noise', 0, frame));
}

describe('an sCMOS camera', () => {
  const exact = { kind: 'scmos', gainVariation: 0, offsetSd: 0, readNoiseSpread: 0 } as const;

  it('has the mean and variance of photon counting and read noise', () => {
    for (const photons of [0, 5, 400]) {
      const camera = { ...exact, quantumEfficiency: 0.8, countsPerElectron: 2, offset: 100, readNoise: 1.5 };
      const { mean, variance } = moments(exposure(camera, photons));
      const electrons = 0.8 * photons;
      expect(mean).toBeCloseTo(100 + 2 * electrons, 0);
      expect(variance / (4 * (electrons + 1.5 ** 2) + 1 / 12)).toBeCloseTo(1, 1);
    }
  });

  it('has pixels of their own noise and offset, the same in every frame', () => {
    const camera = { kind: 'scmos', readNoise: 2, readNoiseSpread: 0.5, offsetSd: 3 } as const;
    const frames = Array.from({ length: 40 }, (_, frame) => exposure(camera, 0, frame));
    const pixels = Array.from({ length: 2000 }, (_, i) => moments(frames.map((frame) => frame[i]!)));
    const offsets = moments(pixels.map(({ mean }) => mean));
    expect(Math.sqrt(offsets.variance)).toBeCloseTo(3, 0);
    const logs = pixels.map(({ variance }) => 0.5 * Math.log(variance));
    const spread = Math.sqrt(moments(logs).variance - 1 / (2 * 40)); // that of 40 frames' own estimate aside
    expect(spread).toBeCloseTo(0.5, 1);
  });
});

describe('a photomultiplier', () => {
  it('has the excess noise that it is told', () => {
    const camera = {
      kind: 'pmt',
      quantumEfficiency: 0.5,
      countsPerElectron: 100,
      excessNoise: 1.4,
      offset: 300,
      readNoise: 20,
    } as const;
    for (const photons of [0.4, 20]) {
      const { mean, variance } = moments(exposure({ ...camera, offset: 3000 }, photons));
      const electrons = 0.5 * photons;
      expect(mean / (3000 + 100 * electrons)).toBeCloseTo(1, 2);
      expect(variance / (1.4 * 100 ** 2 * electrons + 20 ** 2)).toBeCloseTo(1, 1);
    }
  });

  it('without spread of its gain counts photoelectrons', () => {
    const camera = {
      kind: 'pmt',
      quantumEfficiency: 1,
      countsPerElectron: 100,
      excessNoise: 1,
      offset: 0,
      readNoise: 0,
    } as const;
    const counts = exposure(camera, 3);
    expect(counts.every((count) => count % 100 === 0)).toBe(true);
    expect(moments(counts).variance / 30_000).toBeCloseTo(1, 1);
  });
});

describe('any detector', () => {
  it('saturates at 65535 and never falls below 0', () => {
    expect(Math.min(...exposure({ kind: 'ideal' }, 1e6).subarray(0, 1000))).toBe(65535);
    const noisy = { kind: 'scmos', offset: 0, readNoise: 50 } as const;
    expect(exposure(noisy, 0).some((count) => count === 0)).toBe(true);
  });

  it('that is ideal counts every photon', () => {
    const { mean, variance } = moments(exposure({ kind: 'ideal', countsPerPhoton: 3, offset: 10 }, 40));
    expect(mean).toBeCloseTo(130, 0);
    expect(variance / 360).toBeCloseTo(1, 1);
  });
});
