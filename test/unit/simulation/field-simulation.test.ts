import { describe, expect, it } from 'vitest';
import type { SimulationConfigInput } from '../../../src-main/contract/simulation';
import { driftTable, driftTrack } from '../../../src-main/simulation/drift';
import { FieldSimulation } from '../../../src-main/simulation/field-simulation';
import { hazeRatio } from '../../../src-main/simulation/haze';
import { makeScene } from '../../../src-main/simulation/scene';
import { moments, smallSimulation } from '../../support/simulation';

const pixels = (config: ReturnType<typeof smallSimulation>, field = 0, frame = 0, power = 0) =>
  new FieldSimulation(config, field, power).frame(frame, null).block.data;
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe('a simulated field', () => {
  const lively: SimulationConfigInput = {
    frames: 6,
    emission: { kind: 'blinking', onFrames: 2, offFrames: 3 },
    bleachingFrames: 10,
    drift: { walkNm: 20 },
    camera: { kind: 'scmos' },
    haze: { fraction: 0.2 },
  };

  it('is the same, bit for bit, for the same seed, in whatever order its frames are asked for', () => {
    const config = smallSimulation(lively);
    const inOrder = new FieldSimulation(config, 1, 0);
    const frames = [0, 1, 2, 3, 4, 5].map((frame) => inOrder.frame(frame, null).block.data);
    const other = new FieldSimulation(config, 1, 0);
    for (const frame of [4, 1, 5, 0, 0, 3, 2])
      expect(other.frame(frame, null).block.data).toEqual(frames[frame]);
  });

  it('differs from field to field, frame to frame, power to power and seed to seed', () => {
    const config = { ...smallSimulation(lively), excitation: { powers: [1, 1], coefficients: [1] } };
    const images = [
      pixels(config),
      pixels(config, 1),
      pixels(config, 0, 1),
      pixels(config, 0, 0, 1),
      pixels({ ...config, seed: 2 }),
    ];
    expect(new Set(images.map(String)).size).toBe(images.length);
  });

  it('has all photons of its fluorophores, as many as its positions tell', () => {
    const config = smallSimulation({ sample: { kind: 'scattered', perSquareUm: 20 } });
    const { block, positions } = new FieldSimulation(config, 0, 0).frame(0, 1);
    const rows = positions.text.trim().split('\n');
    expect(rows.length).toBe(positions.count);
    const told = sum(rows.map((row) => Number(row.split(',')[5])));
    // Light that leaves at one border is made up for by that which comes in.
    expect(sum(block.data) / told).toBeGreaterThan(0.93);
    expect(sum(block.data) / told).toBeLessThan(1.07);
  });

  it('drifts as it is told: steadily, and at random', () => {
    const steady = smallSimulation({ frames: 11, drift: { nmPerFrame: 50, degrees: 30 } });
    const { x, y } = driftTrack(steady, 0);
    expect(x[10]).toBeCloseTo((10 * 0.5 * Math.sqrt(3)) / 2, 9);
    expect(y[10]).toBeCloseTo(2.5, 9);
    const walk = driftTrack(smallSimulation({ frames: 4000, drift: { walkNm: 30 } }), 0);
    for (const axis of [walk.x, walk.y]) {
      const steps = moments(Array.from(axis.subarray(1), (at, i) => at - axis[i]!));
      expect(Math.sqrt(steps.variance)).toBeCloseTo(0.3, 1);
    }
    expect([walk.x[0], walk.y[0]]).toEqual([0, 0]);
    expect(driftTable({ x, y }, 100).split('\n')[11]).toBe('11,4.33013,2.5,433.0127,250');
  });

  it('shows its fluorophores where the positions of each frame tell, drift included', () => {
    const config = smallSimulation({
      width: 64,
      height: 64,
      frames: 6,
      sample: { kind: 'scattered', perSquareUm: 0.15 },
      emission: { kind: 'sparse', perSquareUm: 0.05, photons: 1e5, variation: 0 },
      drift: { nmPerFrame: 40, degrees: -45 },
    });
    const simulation = new FieldSimulation(config, 0, 0);
    let checked = 0;
    for (let frame = 0; frame < 6; frame++) {
      const { block, positions } = simulation.frame(frame, 1);
      const rows = positions.text
        .split('\n')
        .filter(Boolean)
        .map((row) => row.split(',').map(Number));
      const places = rows.map((row) => ({ x: row[2]! / 100, y: row[3]! / 100 }));
      for (const place of places) {
        const near = places.filter((other) => Math.hypot(other.x - place.x, other.y - place.y) < 14);
        if (near.length > 1 || Math.min(place.x, place.y) < 7 || Math.max(place.x, place.y) > 57) continue;
        let [total, x, y] = [0, 0, 0];
        const [left, top] = [Math.floor(place.x) - 6, Math.floor(place.y) - 6];
        for (let row = top; row < top + 13; row++) {
          for (let column = left; column < left + 13; column++) {
            const value = block.data[row * 64 + column]!;
            total += value;
            x += value * (column + 0.5);
            y += value * (row + 0.5);
          }
        }
        expect(Math.hypot(x / total - place.x, y / total - place.y)).toBeLessThan(0.04);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(3);
  });

  it('fades as its fluorophores bleach', () => {
    const config = smallSimulation({
      frames: 41,
      sample: { kind: 'scattered', perSquareUm: 1000 },
      emission: { kind: 'steady', photons: 10 },
      bleachingFrames: 20,
    });
    const simulation = new FieldSimulation(config, 0, 0);
    const [first, last] = [0, 40].map((frame) => sum(simulation.frame(frame, null).block.data)) as [
      number,
      number,
    ];
    expect(Math.abs(last / first - Math.exp(-2))).toBeLessThan(0.02);
  });

  it('has the part of its light from out of focus that it is told, and less of it with two photons', () => {
    const base: SimulationConfigInput = {
      sample: { kind: 'scattered', perSquareUm: 400 },
      emission: { kind: 'fluctuating', photons: 50 },
    };
    const sharp = sum(pixels(smallSimulation(base)));
    const hazy = sum(pixels(smallSimulation({ ...base, haze: { fraction: 0.5 } })));
    expect(sharp / hazy).toBeCloseTo(0.5, 1);
    const twoPhoton = { psf: 'two-photon', wavelengthNm: 800, numericalAperture: 1.2 } as const;
    const haze = { fraction: 0.5 };
    expect(hazeRatio(smallSimulation({ haze }))).toBe(1);
    expect(hazeRatio(smallSimulation({ haze, optics: twoPhoton }))).toBeLessThan(0.1);
    const smooth = pixels(
      smallSimulation({ ...base, haze: { fraction: 0.9 }, emission: { kind: 'steady', photons: 500 } }),
    );
    expect(Math.sqrt(moments(smooth).variance) / moments(smooth).mean).toBeLessThan(0.25);
  });

  it('is brighter at more power, twice as many photons with two of them', () => {
    const optics = { psf: 'two-photon', wavelengthNm: 800, numericalAperture: 1.2 } as const;
    const config = smallSimulation({
      optics,
      excitation: { powers: [1, 2] },
      sample: { kind: 'scattered', perSquareUm: 50 },
    });
    expect(sum(pixels(config, 0, 0, 1)) / sum(pixels(config))).toBeCloseTo(4, 1);
  });

  it('keeps fluorophores around its field that drift may bring in', () => {
    const still = makeScene(smallSimulation(), 0);
    const drifting = makeScene(smallSimulation({ drift: { nmPerFrame: 500 } }), 0);
    expect(drifting.crowd.area).toBeGreaterThan(still.crowd.area * 1.5);
    expect(Math.min(...drifting.places.x)).toBeLessThan(-10);
  });
});
