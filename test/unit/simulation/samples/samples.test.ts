import { describe, expect, it } from 'vitest';
import { SimulatedSample } from '../../../../src-main/contract/simulated-sample';
import { RandomStream } from '../../../../src-main/imaging/random';
import { wholeArea } from '../../../../src-main/simulation/area';
import { makeSample } from '../../../../src-main/simulation/samples/make-sample';
import { wormLikeChain } from '../../../../src-main/simulation/samples/path';

const AREA = { width: 20, height: 15, margin: 1 };
const random = (index = 0) => new RandomStream(3, 'sample', index);
const sample = (options: { kind: SimulatedSample['kind'] } & Record<string, unknown>, area = AREA) =>
  makeSample(SimulatedSample.parse(options), area, random());

describe('a filament', () => {
  it('forgets its direction over its persistence length: the mean cosine is exp(-s / 2P)', () => {
    const persistence = 4;
    const cosines = [0, 0, 0];
    const paths = 3000;
    for (let i = 0; i < paths; i++) {
      const path = wormLikeChain(random(i), { x: 0, y: 0, direction: 0, length: 6, persistence });
      [1, 3, 6].forEach((s, k) => {
        cosines[k]! += Math.cos(path.direction[Math.round(s / path.step)]!) / paths;
      });
    }
    [1, 3, 6].forEach((s, k) => expect(cosines[k]).toBeCloseTo(Math.exp(-s / (2 * persistence)), 1));
    expect(Math.abs(cosines[2]! - Math.exp(-6 / 8))).toBeLessThan(0.05);
  });

  it('ends as far from its beginning as Kratky and Porod say', () => {
    const [persistence, length, paths] = [2, 8, 3000];
    let squares = 0;
    for (let i = 0; i < paths; i++) {
      const { x, y } = wormLikeChain(random(i), { x: 0, y: 0, direction: 1, length, persistence });
      squares += (x.at(-1)! ** 2 + y.at(-1)! ** 2) / paths;
    }
    const memory = 2 * persistence; // in the plane
    const expected = 2 * memory * length * (1 - (memory / length) * (1 - Math.exp(-length / memory)));
    expect(squares / expected).toBeGreaterThan(0.95);
    expect(squares / expected).toBeLessThan(1.05);
  });
});

describe('a sample', () => {
  it.each([
    ['actin', { lengthPerSquareUm: 3, labelsPerUm: 40 }, 120],
    ['microtubules', { lengthPerSquareUm: 2, labelsPerUm: 80 }, 160],
    ['scattered', { perSquareUm: 50 }, 50],
    ['vesicles', { perSquareUm: 2, labels: 40, variation: 0 }, 80],
    ['mitochondria', { perSquareUm: 0.5, lengthUm: 2, labelsPerUm: 100, diameterNm: 300 }, 100],
  ] as const)('of %s has as many fluorophores as it is told', (kind, options, perSquareUm) => {
    const { count, x, y } = sample({ kind, ...options });
    expect(count / (perSquareUm * wholeArea(AREA))).toBeGreaterThan(0.85);
    expect(count / (perSquareUm * wholeArea(AREA))).toBeLessThan(1.15);
    const { width, height, margin } = AREA;
    expect(x.subarray(0, count).every((at) => at >= -margin && at < width + margin)).toBe(true);
    expect(y.subarray(0, count).every((at) => at >= -margin && at < height + margin)).toBe(true);
  });

  it('is the same for the same seed and field, another for another', () => {
    const options = SimulatedSample.parse({ kind: 'microtubules' });
    const [once, again] = [0, 0].map((field) => makeSample(options, AREA, random(field)));
    expect(again).toEqual(once);
    expect(makeSample(options, AREA, random(1)).x.slice(0, 5)).not.toEqual(once!.x.slice(0, 5));
  });

  it('of nuclear pores has rings of eight corners, apart from each other', () => {
    const options = {
      kind: 'nuclear-pores',
      nucleusLengthUm: 6,
      nucleusWidthUm: 4,
      perSquareUm: 8,
      labelledPart: 1,
    };
    const { count, x, y } = sample(options as { kind: 'nuclear-pores' });
    const pores = count / 32;
    expect(pores).toBe(Math.round(8 * Math.PI * 3 * 2));
    const centres = Array.from({ length: pores }, (_, pore) => {
      const at = (axis: Float64Array) => axis.subarray(32 * pore, 32 * pore + 32);
      const mean = (axis: Float64Array) => at(axis).reduce((a, b) => a + b, 0) / 32;
      const [cx, cy] = [mean(x), mean(y)];
      const radii = Array.from(at(x), (value, i) => Math.hypot(value - cx, at(y)[i]! - cy));
      expect(Math.max(...radii.map((radius) => Math.abs(radius - 0.0535)))).toBeLessThan(0.02);
      return [cx, cy] as const;
    });
    const distances = centres.flatMap(([ax, ay], i) =>
      centres.slice(i + 1).map(([bx, by]) => Math.hypot(ax - bx, ay - by)),
    );
    expect(Math.min(...distances)).toBeGreaterThan(0.107);
  });

  it('of vesicles has fluorophores on membranes, none farther out than a radius, most of them near it', () => {
    const one = {
      kind: 'vesicles',
      perSquareUm: 0.003,
      diameterNm: 1000,
      labels: 5000,
      variation: 0,
    } as const;
    const { count, x, y } = sample(one);
    expect(count).toBeGreaterThan(1000);
    const [cx, cy] = [x, y].map((axis) => axis.subarray(0, 4000).reduce((a, b) => a + b, 0) / 4000) as [
      number,
      number,
    ];
    const radii = Array.from({ length: 4000 }, (_, i) => Math.hypot(x[i]! - cx, y[i]! - cy));
    expect(Math.max(...radii)).toBeLessThan(0.52);
    // Seen from above the mean radius of a sphere's surface is pi/4 of its own, of a full sphere 3 pi/16.
    expect(radii.reduce((a, b) => a + b, 0) / 4000).toBeCloseTo((0.5 * Math.PI) / 4, 1);
  });

  it('of mitochondria is no wider than its diameter', () => {
    const options = {
      kind: 'mitochondria',
      perSquareUm: 0.003,
      diameterNm: 500,
      lengthUm: 4,
      persistenceUm: 1e5,
    };
    const whole = sample(options as { kind: 'mitochondria' });
    const count = Math.min(whole.count, 400);
    const [x, y] = [whole.x.subarray(0, count), whole.y.subarray(0, count)];
    // A straight one: its width is the range across its longest direction, by the smallest range over all directions.
    const widths = Array.from({ length: 180 }, (_, degree) => {
      const angle = (degree * Math.PI) / 180;
      const across = x.map((value, i) => value * Math.cos(angle) + y[i]! * Math.sin(angle));
      return Math.max(...across) - Math.min(...across);
    });
    expect(Math.min(...widths)).toBeGreaterThan(0.45);
    expect(Math.min(...widths)).toBeLessThan(0.56);
  });

  it('with more fluorophores than memory allows is refused with a sentence', () => {
    const dense = { kind: 'scattered', perSquareUm: 100_000 } as const;
    expect(() => sample(dense, { width: 50, height: 50, margin: 0 })).toThrow(
      /more than 2000000 fluorophores/,
    );
  });
});
