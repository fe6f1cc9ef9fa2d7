import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EsrrfParams,
  ReconstructionParams,
  SrrfParams,
  type ReconstructionStrip,
} from '../../../src-main/contract/reconstruction';
import type { PixelBlock } from '../../../src-main/contract/image';
import { passesOf, reachOf } from '../../../src-main/reconstruction/extent';
import { divideStrip, rowsOf, stackRows } from '../../../src-main/reconstruction/part-strip';
import { Strip } from '../../../src-main/reconstruction/strip';
import { plainConvergence, plainRadiality, type Plane } from '../../support/plain-reconstruction';

const size = fc.record({ width: fc.integer({ min: 3, max: 13 }), height: fc.integer({ min: 3, max: 13 }) });
// Off the round numbers, on which a grid point, or a pixel whose gradient is exactly 0, may or may not be hit.
const beside = (from: number, to: number) =>
  fc.integer({ min: 16 * from, max: 16 * to }).map((n) => n / 16 + 0.0113);
const shift = fc.record({ x: beside(-2, 1.5), y: beside(-2, 1.5) });
const placement = fc.constantFrom('centred' as const, 'reference' as const);
const srrf = fc.record({
  magnification: fc.integer({ min: 1, max: 4 }),
  ringRadius: beside(0.25, 2).map((n) => n + 0.0042),
  ringAxes: fc.integer({ min: 2, max: 8 }),
  signed: fc.boolean(),
  intensityWeighting: fc.boolean(),
  placement,
});
const esrrf = fc.record({
  magnification: fc.integer({ min: 1, max: 4 }),
  radius: beside(0.5, 2.5),
  sensitivity: fc.constantFrom(1, 1.5, 2, 3),
  intensityWeighting: fc.boolean(),
  placement,
});

/** A frame of spots and noise. */
function frameOf({ width, height }: { width: number; height: number }, seed: number): PixelBlock {
  const data = Float32Array.from({ length: width * height }, (_, n) => {
    const [x, y] = [n % width, Math.floor(n / width)];
    const spot = Math.exp(-((x - width / 3) ** 2 + (y - height / 2.2) ** 2) / 4);
    const noise = Math.sin(12.9898 * n + 78.233 * seed) * 43758.5453;
    return Math.round(100 + 300 * spot + 40 * (noise - Math.floor(noise)));
  });
  return { width, height, samples: 1, pixelType: 'float32', data };
}

function stripOf(
  image: { width: number; height: number },
  params: ReconstructionParams,
  frames = 1,
  maxShift = 0,
): ReconstructionStrip {
  const whole = { x: 0, y: 0, ...image };
  return { params, image, block: whole, keep: whole, frames, maxShift };
}

const framesOf = (blocks: PixelBlock[], shifts: { x: number; y: number }[] = []) => ({
  blocks,
  shifts,
  survey: false,
  phases: null,
});

/** The largest difference, over the largest value. */
function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [most, largest] = [0, 0];
  for (let n = 0; n < expected.length; n++) {
    most = Math.max(most, Math.abs(actual[n]! - expected[n]!));
    largest = Math.max(largest, Math.abs(expected[n]!));
  }
  return largest === 0 ? most : most / largest;
}

/** A value that is nothing but rounding. */
const NOTHING = 1e-6;

/** The part of values that differ by more than a thousandth of the largest. */
function partBeyond(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const largest = Array.from(expected).reduce((most, value) => Math.max(most, Math.abs(value)), NOTHING);
  const beyond = Array.from(expected).filter((value, n) => Math.abs(actual[n]! - value) > 1e-3 * largest);
  return beyond.length / expected.length;
}

describe('radiality of a strip', () => {
  it('is what the equations give, for any size, parameters and drift', () => {
    fc.assert(
      fc.property(size, srrf, shift, fc.nat(99), (image, values, moved, seed) => {
        const params = SrrfParams.parse({ method: 'srrf', temporal: 'frames', ...values });
        const block = frameOf(image, seed);
        const strip = new Strip(stripOf(image, params, 1, 2));
        const { images } = strip.add(framesOf([block], [moved]));
        // A ring point on a pixel without gradient has any direction in single precision: a few pixels may differ.
        const plain = plainRadiality(block as Plane, params, moved);
        expect(partBeyond(images[0]!.data, plain)).toBeLessThanOrEqual(0.003);
      }),
      { numRuns: 30 },
    );
  });
});

describe('convergence of a strip', () => {
  it('is what the equations give, for any size, parameters and drift', () => {
    fc.assert(
      fc.property(size, esrrf, shift, fc.nat(99), (image, values, moved, seed) => {
        const params = EsrrfParams.parse({ method: 'esrrf', temporal: 'frames', ...values });
        const block = frameOf(image, seed);
        const strip = new Strip(stripOf(image, params, 1, 2));
        const { images } = strip.add(framesOf([block], [moved]));
        expect(difference(images[0]!.data, plainConvergence(block as Plane, params, moved))).toBeLessThan(
          1e-4,
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('a strip of an image', () => {
  const params = fc.oneof(
    srrf.map((values) => SrrfParams.parse({ method: 'srrf', temporal: 'avg', ...values })),
    esrrf.map((values) => EsrrfParams.parse({ method: 'esrrf', temporal: 'avg', ...values })),
  );
  const rectangle = fc.record({
    x: fc.integer({ min: 0, max: 12 }),
    y: fc.integer({ min: 0, max: 12 }),
    width: fc.integer({ min: 1, max: 8 }),
    height: fc.integer({ min: 1, max: 8 }),
  });

  it('has the very pixels of the whole', () => {
    fc.assert(
      fc.property(params, rectangle, shift, (chosen, keep, moved) => {
        const image = { width: 20, height: 20 };
        const frame = frameOf(image, 1);
        const whole = new Strip(stripOf(image, chosen, 1, 2));
        whole.add(framesOf([frame], [moved]));
        const reach = reachOf(chosen, 2);
        const [x, y] = [Math.max(0, keep.x - reach), Math.max(0, keep.y - reach)];
        const block = {
          x,
          y,
          width: Math.min(20, keep.x + keep.width + reach) - x,
          height: Math.min(20, keep.y + keep.height + reach) - y,
        };
        const strip = new Strip({ ...stripOf(image, chosen, 1, 2), block, keep });
        strip.add(framesOf([cut(frame, block)], [moved]));
        const m = chosen.magnification;
        const expected = cut(whole.image(), {
          x: m * keep.x,
          y: m * keep.y,
          width: m * keep.width,
          height: m * keep.height,
        });
        expect(strip.image()).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same bits however many threads share it', () => {
    const chosen = SrrfParams.parse({ method: 'srrf', magnification: 3, temporal: 'trac2' });
    const image = { width: 17, height: 19 };
    const strip = stripOf(image, chosen, 5);
    const frames = [1, 2, 3, 4, 5].map((seed) => frameOf(image, seed));
    const run = (parts: number) =>
      stackRows(
        divideStrip(strip, parts).map((part) => {
          const one = new Strip(part);
          for (let pass = 0; pass < passesOf(chosen); pass++) {
            one.add(framesOf(frames.map((frame) => rowsOf(frame, strip.block, part.block))));
            one.endPass();
          }
          return one.image();
        }),
      );
    expect(run(4)).toEqual(run(1));
    expect(run(30)).toEqual(run(1));
  });
});

function cut(
  { width, data, ...rest }: PixelBlock,
  to: { x: number; y: number; width: number; height: number },
): PixelBlock {
  const pixels = new Float32Array(to.width * to.height);
  for (let row = 0; row < to.height; row++) {
    const from = (to.y + row) * width + to.x;
    pixels.set(data.subarray(from, from + to.width), row * to.width);
  }
  return { ...rest, width: to.width, height: to.height, data: pixels };
}
