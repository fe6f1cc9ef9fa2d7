import { describe, expect, it } from 'vitest';
import { SimulatedEmission } from '../../../src-main/contract/simulation';
import { RandomStream } from '../../../src-main/imaging/random';
import { bleach, bleachingTimes, unbleached } from '../../../src-main/simulation/bleaching';
import { beginEmission, meanPhotons } from '../../../src-main/simulation/emission';
import { moments } from '../../support/simulation';

/** Light of `count` fluorophores in `frames` frames: one array a frame. */
function shining(
  options: { kind: SimulatedEmission['kind'] } & Record<string, unknown>,
  count: number,
  frames: number,
) {
  const emission = SimulatedEmission.parse(options);
  const stream = (frame: number) => new RandomStream(1, 'emission', 0, frame);
  const running = beginEmission(emission, { count, area: 100 }, stream(0));
  return Array.from({ length: frames }, (_, frame) => {
    const light = new Float32Array(count);
    running.next(stream(frame + 1), light);
    return light;
  });
}

describe('fluorophores', () => {
  it('that are steady shine alike in all frames', () => {
    const [first, second] = shining({ kind: 'steady', photons: 50, variation: 0.4 }, 5000, 2);
    expect(second).toEqual(first);
    const { mean, variance } = moments(first!);
    expect(mean / 50).toBeCloseTo(1, 1);
    expect(Math.sqrt(variance) / 50).toBeCloseTo(0.4, 1);
  });

  it('that fluctuate have the mean, SD and correlation they are told', () => {
    const frames = shining(
      { kind: 'fluctuating', photons: 20, variation: 0.5, correlationFrames: 3 },
      20_000,
      7,
    );
    for (const frame of [frames[0]!, frames[6]!]) {
      const { mean, variance } = moments(frame);
      expect(mean).toBeCloseTo(20, 0);
      expect(Math.sqrt(variance) / 20).toBeCloseTo(0.5, 1);
    }
    const correlation = (lag: number) => {
      const [a, b] = [frames[0]!, frames[lag]!].map((frame) => frame.map(Math.log)) as [
        Float32Array,
        Float32Array,
      ];
      const [ma, mb] = [moments(a), moments(b)];
      const product = a.reduce((sum, value, i) => sum + (value - ma.mean) * (b[i]! - mb.mean), 0) / a.length;
      return product / Math.sqrt(ma.variance * mb.variance);
    };
    expect(correlation(3)).toBeCloseTo(Math.exp(-1), 1);
    expect(correlation(6)).toBeCloseTo(Math.exp(-2), 1);
  });

  it('that blink are on as long, and as much of the time, as they are told', () => {
    const options = { kind: 'blinking', photons: 100, variation: 0, onFrames: 5, offFrames: 20 } as const;
    const frames = shining(options, 4000, 60);
    const partOn = (frame: Float32Array) => frame.reduce((sum, light) => sum + light, 0) / 4000 / 100;
    expect(partOn(frames[0]!)).toBeCloseTo(0.2, 1);
    expect(frames.reduce((sum, frame) => sum + partOn(frame), 0) / 60).toBeCloseTo(0.2, 2);
    expect(meanPhotons(SimulatedEmission.parse(options), { count: 1, area: 1 })).toBe(20);
    // In continuous time one that shines throughout a frame still does k frames on with probability exp(-k / on).
    let [lit, still] = [0, 0];
    for (let i = 0; i < 4000; i++) {
      for (let frame = 0; frame + 4 < 60; frame++) {
        if (frames[frame]![i] !== 100) continue;
        lit++;
        if ([1, 2, 3, 4].every((k) => frames[frame + k]![i] === 100)) still++;
      }
    }
    expect(still / lit).toBeCloseTo(Math.exp(-4 / 5), 1);
    expect(Math.max(...frames[0]!)).toBeLessThanOrEqual(100);
  });

  it('that are sparse are as many in each frame as their density says, and others each time', () => {
    const frames = shining({ kind: 'sparse', photons: 500, perSquareUm: 0.4 }, 100_000, 200);
    const counts = frames.map((frame) => frame.filter((light) => light > 0).length);
    const { mean, variance } = moments(counts);
    expect(mean).toBeGreaterThan(38);
    expect(mean).toBeLessThan(42);
    expect(variance / 40).toBeGreaterThan(0.6);
    expect(variance / 40).toBeLessThan(1.5);
    const again = frames[0]!.filter((light, i) => light > 0 && frames[1]![i]! > 0);
    expect(again.length).toBeLessThan(3);
  });
});

describe('bleaching', () => {
  it('leaves exp(-t / mean) of the light', () => {
    const [count, mean] = [20_000, 30];
    const times = bleachingTimes(count, mean, new RandomStream(1, 'bleaching'));
    for (const frame of [0, 10, 30, 90]) {
      const light = new Float32Array(count).fill(1);
      bleach(light, times, frame);
      const part = light.reduce((a, b) => a + b, 0) / count;
      const expected = mean * (Math.exp(-frame / mean) - Math.exp(-(frame + 1) / mean));
      expect(Math.abs(part - expected)).toBeLessThan(0.015);
      expect(unbleached(mean, frame)).toBeCloseTo(expected, 12);
    }
  });

  it('does nothing where there is none', () => {
    expect(bleachingTimes(5, null, new RandomStream(1, 'bleaching'))).toBeNull();
    expect(unbleached(null, 1000)).toBe(1);
  });
});
