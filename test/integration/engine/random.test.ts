import { afterAll, describe, expect, it } from 'vitest';
import { sum } from '../../../src-main/engine/arithmetic';
import { gradients } from '../../../src-main/engine/gradients';
import { Graph } from '../../../src-main/engine/graph';
import { openGraphSession } from '../../../src-main/engine/graph-session';
import { dropout, layerSeed, statelessUniform } from '../../../src-main/engine/random';
import { testAddon } from '../../support/tensorflow';

const addon = testAddon();
const SHAPE = [4, 50, 50, 10];
const COUNT = 100_000;
const RATE = 0.38;

/** Two layers' dropouts of an image of twos, and the first's gradient: by the fed seed and step. */
function dropouts() {
  const graph = new Graph();
  const image = graph.placeholder('image', SHAPE);
  const seed = graph.placeholder('seed', [2], 'int32');
  const [first, second] = [1, 2].map((layer) => dropout(graph, image, RATE, layerSeed(graph, seed, layer)));
  const [gradient] = gradients(graph, sum(graph, first!), [image]);
  const session = openGraphSession(addon, graph);
  const twos = new Float32Array(COUNT).fill(2);
  const at = (...numbers: [seed: number, step: number]) => {
    const feeds = [
      [image, twos],
      [seed, Int32Array.from(numbers)],
    ] as const;
    const [one, two, slope] = session.run(feeds, [first!, second!, gradient!]);
    return { first: one!, second: two!, gradient: slope! };
  };
  return { at, dispose: () => session.dispose() };
}

/** Share of places where both are 0. */
const bothZero = (a: Float32Array, b: Float32Array) =>
  a.reduce((count, value, i) => count + Number(value === 0 && b[i] === 0), 0) / COUNT;

describe('dropout', () => {
  const { at, dispose } = dropouts();
  afterAll(dispose);
  const drawn = at(1, 1);

  it('zeroes its share of values, and divides the others by what is left', () => {
    const zeros = drawn.first.filter((value) => value === 0).length;
    // Five standard deviations of a binomial distribution.
    expect(Math.abs(zeros - RATE * COUNT)).toBeLessThan(5 * Math.sqrt(COUNT * RATE * (1 - RATE)));
    const kept = new Set(drawn.first.filter((value) => value !== 0));
    expect([...kept]).toEqual([Math.fround(2 * Math.fround(1 / (1 - RATE)))]);
  });

  it('lets the gradient through where it let the value through', () => {
    expect([...drawn.gradient]).toEqual([...drawn.first.map((value) => value / 2)]);
  });

  it('draws again the same for the same seed and step, and independently for another seed, step or layer', () => {
    expect(at(1, 1)).toEqual(drawn);
    const expected = RATE ** 2;
    for (const other of [at(2, 1).first, at(1, 2).first, drawn.second])
      expect(Math.abs(bothZero(drawn.first, other) - expected)).toBeLessThan(0.01);
  });
});

describe('uniform numbers', () => {
  it('lie in [0, 1), evenly', () => {
    const graph = new Graph();
    const seed = graph.placeholder('seed', [2], 'int32');
    const numbers = statelessUniform(graph, [COUNT], seed);
    const session = openGraphSession(addon, graph);
    const [drawn] = session.run([[seed, Int32Array.of(3, 4)]], [numbers]);
    session.dispose();
    const counts = new Array<number>(10).fill(0);
    for (const value of drawn!) counts[Math.floor(value * 10)]!++;
    // Chi square of nine degrees of freedom: 40 is a chance of one in a hundred thousand.
    const expected = COUNT / 10;
    const chiSquare = counts.reduce((total, count) => total + (count - expected) ** 2 / expected, 0);
    expect(counts).toHaveLength(10);
    expect(chiSquare).toBeLessThan(40);
  });
});
