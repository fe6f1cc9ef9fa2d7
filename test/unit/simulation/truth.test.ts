import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localisationBlock } from '../../../src-main/simulation/localisations';
import { truthBlock } from '../../../src-main/simulation/truth';
import { centroid, smallSimulation } from '../../support/simulation';

const sceneOf = (...places: [number, number][]) => ({
  places: {
    x: Float64Array.from(places, ([x]) => x),
    y: Float64Array.from(places, ([, y]) => y),
    count: places.length,
  },
});
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);

describe('the truth', () => {
  it('at any magnification has a fluorophore in the pixel whose centre is nearest', () => {
    const place = fc.double({ min: 0, max: 20, noNaN: true, maxExcluded: true });
    fc.assert(
      fc.property(place, place, fc.integer({ min: 1, max: 9 }), (x, y, magnification) => {
        const config = smallSimulation({ truth: { magnification, blurNm: 0 } });
        const side = 20 * magnification;
        const { data } = truthBlock(config, sceneOf([x, y]), { x: 0, y: 0, width: side, height: side });
        const at = data.indexOf(1);
        expect(sum(data)).toBe(1);
        expect(Math.abs(((at % side) + 0.5) / magnification - x)).toBeLessThanOrEqual(
          0.5 / magnification + 1e-9,
        );
        expect(Math.abs((Math.floor(at / side) + 0.5) / magnification - y)).toBeLessThanOrEqual(
          0.5 / magnification + 1e-9,
        );
      }),
    );
  });

  it('smoothed stays where it is, keeps its sum, and has the sigma asked for', () => {
    const config = smallSimulation({ truth: { magnification: 5, blurNm: 40 } }); // 2 pixels
    const { data } = truthBlock(config, sceneOf([10.1, 10.1]), { x: 0, y: 0, width: 100, height: 100 });
    expect(sum(data)).toBeCloseTo(1, 5);
    const { x, y } = centroid({ width: 100, data });
    expect([x, y].map((at) => at.toFixed(4))).toEqual(['50.5000', '50.5000']);
    const variance = Array.from(data).reduce(
      (total, value, i) => total + value * ((i % 100) + 0.5 - x) ** 2,
      0,
    );
    expect(Math.sqrt(variance)).toBeCloseTo(2, 1);
  });

  it('in strips is the same as whole, and counts what lies in the field only', () => {
    const config = smallSimulation({ truth: { magnification: 3, blurNm: 100 } });
    const scene = sceneOf([4.2, 3.1], [9.9, 9.9], [-0.1, 5], [10, 20]);
    const whole = truthBlock(config, scene, { x: 0, y: 0, width: 30, height: 30 });
    const strips = [0, 11, 22].flatMap((y) =>
      Array.from(truthBlock(config, scene, { x: 0, y, width: 30, height: Math.min(11, 30 - y) }).data),
    );
    strips.forEach((value, i) => expect(Math.abs(value - whole.data[i]!)).toBeLessThan(1e-6));
    const sharp = smallSimulation({ truth: { magnification: 3, blurNm: 0 } });
    expect(sum(truthBlock(sharp, scene, { x: 0, y: 0, width: 30, height: 30 }).data)).toBe(2);
  });
});

describe('images of localisations', () => {
  it('hold all of them, and the part that is asked for of the same ones', () => {
    const config = smallSimulation({
      truth: { magnification: 4 },
      localisations: { countsPerLocalisation: 1 },
    });
    const localisations = { ...config.localisations!, perFluorophore: 200, part: 0.1, precisionNm: 15 };
    const scene = sceneOf([10, 10], [12.5, 10]);
    const region = { x: 0, y: 0, width: 80, height: 80 };
    const image = (which: 'sparse' | 'dense') =>
      localisationBlock(config, localisations, scene, 0, which, region).data;
    const [sparse, dense] = [image('sparse'), image('dense')];
    expect(sum(dense)).toBeGreaterThan(330);
    expect(sum(dense)).toBeLessThan(470);
    expect(sum(sparse) / sum(dense)).toBeGreaterThan(0.05);
    expect(sum(sparse) / sum(dense)).toBeLessThan(0.16);
    expect(dense.every((value, i) => value >= sparse[i]!)).toBe(true);
    expect(centroid({ width: 80, data: dense }).y / 4).toBeCloseTo(10, 1);
  });
});
