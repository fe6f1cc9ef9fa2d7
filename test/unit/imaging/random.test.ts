import { describe, expect, it } from 'vitest';
import { philox, RandomStream, type Words } from '../../../src-main/imaging/random';

describe('philox', () => {
  // The known answers of Random123 (Salmon et al.), tests/kat_vectors, philox4x32 with 10 rounds.
  it.each<[Words, [number, number], Words]>([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('gives the words of its authors for %j', (counter, key, words) => {
    expect(philox(counter, key)).toEqual(words);
  });
});

describe('a stream of random numbers', () => {
  const numbers = (stream: RandomStream, count = 8) => Array.from({ length: count }, () => stream.uniform());

  it('repeats itself for the same seed, purpose, epoch and index', () => {
    expect(numbers(new RandomStream(7, 'order', 3, 5))).toEqual(numbers(new RandomStream(7, 'order', 3, 5)));
  });

  it('differs with each of them', () => {
    const streams = [
      new RandomStream(7, 'order', 3, 5),
      new RandomStream(8, 'order', 3, 5),
      new RandomStream(7, 'place', 3, 5),
      new RandomStream(7, 'order', 4, 5),
      new RandomStream(7, 'order', 3, 6),
    ].map((stream) => numbers(stream, 1)[0]);
    expect(new Set(streams).size).toBe(streams.length);
  });

  it('is even: mean and variance of uniform numbers', () => {
    const drawn = numbers(new RandomStream(1, 'place'), 20_000);
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('shuffles every entry to every place', () => {
    const seen = Array.from({ length: 4 }, () => new Set<number>());
    for (let epoch = 0; epoch < 200; epoch++) {
      const order = new RandomStream(1, 'order', epoch).shuffle([0, 1, 2, 3]);
      expect([...order].sort()).toEqual([0, 1, 2, 3]);
      order.forEach((entry, place) => seen[place]!.add(entry));
    }
    expect(seen.map(({ size }) => size)).toEqual([4, 4, 4, 4]);
  });
});
