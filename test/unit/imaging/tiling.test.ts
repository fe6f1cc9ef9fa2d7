import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidRequestError } from '../../../src-main/contract/errors';
import { planSlices, planTiles, smallestTileSide, type Tile } from '../../../src-main/imaging/tiling';

/** The size that a plan puts together in output pixels, after checking that each is written exactly once. */
function expectCoveredOnce(tiles: Tile[], width: number, height: number): void {
  const written = new Uint8Array(width * height);
  for (const { keep, write } of tiles) {
    expect(keep.width > 0 && keep.height > 0).toBe(true);
    expect(write.x + keep.width <= width && write.y + keep.height <= height).toBe(true);
    for (let y = write.y; y < write.y + keep.height; y++) {
      for (let x = write.x; x < write.x + keep.width; x++) written[y * width + x]!++;
    }
  }
  expect(written.every((times) => times === 1)).toBe(true);
}

const shapes = (tiles: Tile[]) => new Set(tiles.map(({ padTo }) => `${padTo.width}x${padTo.height}`));

const problem = fc
  .record({
    width: fc.integer({ min: 1, max: 150 }),
    height: fc.integer({ min: 1, max: 150 }),
    sizeStep: fc.constantFrom(1, 2, 4, 5, 32),
    outputScale: fc.constantFrom(1, 2, 4),
    halo: fc.integer({ min: 0, max: 40 }),
    more: fc.integer({ min: 0, max: 100 }),
    corner: fc.tuple(
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
    ),
    extent: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    whole: fc.boolean(),
  })
  .filter(({ width, height, outputScale }) => width * height * outputScale ** 2 < 200_000)
  .map(({ corner, extent, more, whole, ...problem }) => {
    const x = Math.floor(corner[0] * problem.width);
    const y = Math.floor(corner[1] * problem.height);
    const region = {
      x,
      y,
      width: Math.max(1, Math.round(extent[0] * (problem.width - x))),
      height: Math.max(1, Math.round(extent[1] * (problem.height - y))),
    };
    const wanted = whole ? { x: 0, y: 0, width: problem.width, height: problem.height } : region;
    return { ...problem, wanted, tileSide: smallestTileSide(problem) + more };
  });

describe('planTiles', () => {
  test('writes every wanted output pixel exactly once', () => {
    fc.assert(
      fc.property(problem, ({ width, height, wanted, tileSide, ...geometry }) => {
        const tiles = planTiles(width, height, geometry, tileSide, wanted);
        expectCoveredOnce(tiles, wanted.width * geometry.outputScale, wanted.height * geometry.outputScale);
      }),
    );
  });

  test('keeps of each tile the pixels that belong where they are written', () => {
    fc.assert(
      fc.property(problem, ({ width, height, wanted, tileSide, ...geometry }) => {
        for (const { read, keep, write } of planTiles(width, height, geometry, tileSide, wanted)) {
          const { outputScale } = geometry;
          expect(read.x * outputScale + keep.x).toBe(wanted.x * outputScale + write.x);
          expect(read.y * outputScale + keep.y).toBe(wanted.y * outputScale + write.y);
        }
      }),
    );
  });

  test('keeps no pixel nearer than the halo to a tile border inside the extended plane', () => {
    fc.assert(
      fc.property(problem, ({ width, height, wanted, tileSide, ...geometry }) => {
        const { halo, outputScale, sizeStep } = geometry;
        for (const { read, padTo, keep } of planTiles(width, height, geometry, tileSide, wanted)) {
          for (const [origin, size, kept, length, side] of [
            [read.x, padTo.width, keep.x, keep.width, width],
            [read.y, padTo.height, keep.y, keep.height, height],
          ] as const) {
            const padded = Math.ceil(side / sizeStep) * sizeStep;
            if (origin > 0) expect(kept).toBeGreaterThanOrEqual(halo * outputScale);
            if (origin + size < padded)
              expect(kept + length).toBeLessThanOrEqual((size - halo) * outputScale);
            expect(kept >= 0 && kept + length <= size * outputScale).toBe(true);
          }
        }
      }),
    );
  });

  test('begins tiles at multiples of the size step and reads inside the plane', () => {
    fc.assert(
      fc.property(problem, ({ width, height, wanted, tileSide, ...geometry }) => {
        const { sizeStep } = geometry;
        for (const { read, padTo } of planTiles(width, height, geometry, tileSide, wanted)) {
          expect([
            read.x % sizeStep,
            read.y % sizeStep,
            padTo.width % sizeStep,
            padTo.height % sizeStep,
          ]).toEqual([0, 0, 0, 0]);
          expect(read.x + read.width <= width && read.y + read.height <= height).toBe(true);
          expect(read.width === padTo.width || read.x + read.width === width).toBe(true);
          expect(read.height === padTo.height || read.y + read.height === height).toBe(true);
          expect(Math.max(padTo.width, padTo.height)).toBeLessThanOrEqual(tileSide);
        }
      }),
    );
  });

  test("reads enough pixels for the reflection at the edge to be the plane's own", () => {
    fc.assert(
      fc.property(problem, ({ width, height, wanted, tileSide, ...geometry }) => {
        for (const { read, padTo } of planTiles(width, height, geometry, tileSide, wanted)) {
          if (read.x > 0 && padTo.width > read.width)
            expect(read.width).toBeGreaterThan(padTo.width - read.width);
          if (read.y > 0 && padTo.height > read.height)
            expect(read.height).toBeGreaterThan(padTo.height - read.height);
        }
      }),
    );
  });

  test('yields one tile shape for any image', () => {
    fc.assert(
      fc.property(problem, ({ width, height, wanted, tileSide, ...geometry }) => {
        expect(shapes(planTiles(width, height, geometry, tileSide, wanted)).size).toBe(1);
      }),
    );
  });

  test('takes a plane that fits as one tile, extended to the size step', () => {
    expect(planTiles(19, 37, { sizeStep: 4, outputScale: 1, halo: 10 }, 64)).toEqual([
      {
        read: { x: 0, y: 0, width: 19, height: 37 },
        padTo: { width: 20, height: 40 },
        keep: { x: 0, y: 0, width: 19, height: 37 },
        write: { x: 0, y: 0 },
      },
    ]);
  });

  test('makes equal tiles as small as covers, not full ones and a sliver', () => {
    const tiles = planTiles(130, 1, { sizeStep: 2, outputScale: 1, halo: 4 }, 128);
    expect(tiles.map(({ read, padTo }) => [read.x, padTo.width])).toEqual([
      [0, 70],
      [60, 70],
    ]);
  });

  test('reads real neighbours outside a wanted region', () => {
    const [tile] = planTiles(100, 100, { sizeStep: 4, outputScale: 4, halo: 6 }, 64, {
      x: 50,
      y: 2,
      width: 10,
      height: 3,
    });
    expect(tile).toEqual({
      read: { x: 44, y: 0, width: 24, height: 12 },
      padTo: { width: 24, height: 12 },
      keep: { x: 24, y: 8, width: 40, height: 12 },
      write: { x: 0, y: 0 },
    });
  });

  test('plans a single pixel', () => {
    const [tile] = planTiles(1, 1, { sizeStep: 4, outputScale: 1, halo: 20 }, 64);
    expect(tile).toMatchObject({
      read: { width: 1, height: 1 },
      padTo: { width: 4, height: 4 },
      keep: { width: 1, height: 1 },
    });
  });

  test('refuses a tile that is all halo, naming what is needed', () => {
    const plan = () => planTiles(500, 500, { sizeStep: 4, outputScale: 1, halo: 50 }, 100);
    expect(plan).toThrow(InvalidRequestError);
    expect(plan).toThrow('at least 104');
  });

  test('refuses a region beyond the plane', () => {
    const beyond = { x: 8, y: 0, width: 3, height: 1 };
    expect(() => planTiles(10, 10, { sizeStep: 1, outputScale: 1, halo: 0 }, 8, beyond)).toThrow(
      InvalidRequestError,
    );
  });
});

describe('planSlices', () => {
  test('cuts 256 squared into four slices of 128, each kept whole', () => {
    const tiles = planSlices(256, 256, { sizeStep: 4, outputScale: 1 }, 128);
    expect(tiles.map(({ read }) => [read.x, read.y, read.width, read.height])).toEqual([
      [0, 0, 128, 128],
      [128, 0, 128, 128],
      [0, 128, 128, 128],
      [128, 128, 128, 128],
    ]);
    expect(tiles.every(({ keep }) => keep.x === 0 && keep.y === 0 && keep.width === 128)).toBe(true);
  });

  test('extends the narrower last slice to the size step and keeps only its own pixels', () => {
    const last = planSlices(37, 19, { sizeStep: 4, outputScale: 2 }, 16).at(-1);
    expect(last).toEqual({
      read: { x: 32, y: 16, width: 5, height: 3 },
      padTo: { width: 8, height: 4 },
      keep: { x: 0, y: 0, width: 10, height: 6 },
      write: { x: 64, y: 32 },
    });
  });

  test('writes every wanted pixel exactly once, in at most four shapes', () => {
    fc.assert(
      fc.property(
        problem,
        fc.integer({ min: 1, max: 200 }),
        ({ width, height, wanted, outputScale, sizeStep }, slice) => {
          const tiles = planSlices(width, height, { sizeStep, outputScale }, slice, wanted);
          expectCoveredOnce(tiles, wanted.width * outputScale, wanted.height * outputScale);
          expect(shapes(tiles).size).toBeLessThanOrEqual(4);
        },
      ),
    );
  });
});
