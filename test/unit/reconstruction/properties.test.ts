import { describe, expect, it } from 'vitest';
import { ReconstructionParams } from '../../../src-main/contract/reconstruction';
import { Strip } from '../../../src-main/reconstruction/strip';

// What needs no other program (SPEC section 8).

const SIDE = 16;

/** A frame's values by row and column. */
type Scene = (y: number, x: number) => number;

function reconstruct(
  params: object,
  scene: Scene,
  shift = { x: 0, y: 0 },
): { side: number; data: Float32Array } {
  const parsed = ReconstructionParams.parse({ temporal: 'frames', ...params });
  const whole = { x: 0, y: 0, width: SIDE, height: SIDE };
  const image = { width: SIDE, height: SIDE };
  const strip = new Strip({ params: parsed, image, block: whole, keep: whole, frames: 1, maxShift: 2 });
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, n) => scene(Math.floor(n / SIDE), n % SIDE));
  const block = { ...image, samples: 1, pixelType: 'float32' as const, data };
  const { images } = strip.add({ blocks: [block], shifts: [shift], survey: false, phases: null });
  return { side: SIDE * parsed.magnification, data: images[0]!.data as Float32Array };
}

/** A spot whose centre lies at (y, x), the centre of pixel (0, 0) being (0.5, 0.5). */
const spot =
  (y: number, x: number): Scene =>
  (k, l) =>
    100 + 900 * Math.exp(-((k + 0.5 - y) ** 2 + (l + 0.5 - x) ** 2) / (2 * 1.3 ** 2));
const rough: Scene = (k, l) => 100 + ((k * 37 + l * 61 + k * l * 13) % 47);

/** Centre of mass, in input pixels, within three pixels of the middle. */
function centreOf({ side, data }: { side: number; data: Float32Array }): { y: number; x: number } {
  const m = side / SIDE;
  let [sum, y, x] = [0, 0, 0];
  for (let i = (SIDE / 2 - 3) * m; i < (SIDE / 2 + 3) * m; i++) {
    for (let j = (SIDE / 2 - 3) * m; j < (SIDE / 2 + 3) * m; j++) {
      const value = data[i * side + j]!;
      sum += value;
      y += value * (i + 0.5);
      x += value * (j + 0.5);
    }
  }
  return { y: y / sum / m, x: x / sum / m };
}

const METHODS = [
  ['radiality', { method: 'srrf', magnification: 4, intensityWeighting: false }],
  ['convergence', { method: 'esrrf', magnification: 4, intensityWeighting: false }],
] as const;

describe.each(METHODS)('%s', (_, params) => {
  const weighted = { ...params, intensityWeighting: true };

  it('does not change with a constant that is added, nor with a factor', () => {
    const plain = reconstruct(params, rough).data;
    const shifted = reconstruct(params, (k, l) => rough(k, l) + 512).data;
    const scaled = reconstruct(params, (k, l) => 8 * rough(k, l)).data;
    expect(shifted).toEqual(plain);
    expect(scaled).toEqual(plain);
  });

  it('lies between 0 and 1', () => {
    for (const value of reconstruct(params, rough).data) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });

  it('turns over its diagonal with the frame', () => {
    const { side, data } = reconstruct(params, rough);
    const turned = reconstruct(params, (k, l) => rough(l, k)).data;
    data.forEach((value, n) => {
      expect(turned[(n % side) * side + Math.floor(n / side)]).toBeCloseTo(value, 4);
    });
  });

  it('keeps a spot where it is', () => {
    const { y, x } = centreOf(reconstruct(weighted, spot(8, 8)));
    expect(y).toBeCloseTo(8, 3);
    expect(x).toBeCloseTo(8, 3);
  });

  it('moves a spot down and right where it is placed as NanoPyx does', () => {
    const centred = centreOf(reconstruct(weighted, spot(8, 8)));
    const moved = centreOf(reconstruct({ ...weighted, placement: 'reference' }, spot(8, 8)));
    expect(moved.y - centred.y).toBeGreaterThan(0.03);
    expect(moved.x - centred.x).toBeGreaterThan(0.03);
  });

  it('finds a spot that has drifted where it was', () => {
    const shift = { x: 0.7, y: -0.4 };
    const still = centreOf(reconstruct(weighted, spot(8, 8)));
    const drifted = centreOf(reconstruct(weighted, spot(8 + shift.y, 8 + shift.x), shift));
    expect(drifted.y).toBeCloseTo(still.y, 1);
    expect(drifted.x).toBeCloseTo(still.x, 1);
  });
});
