import { afterAll, expect, it } from 'vitest';
import type { Architecture } from '../../../src-main/contract/model';
import { largestDifference } from '../../../src-main/engine/image-batch';
import { ProgramCache } from '../../../src-main/engine/program-cache';
import { tensorFlowRuntime } from '../../../src-main/engine/runtime';
import { planTiles, smallestTileSide } from '../../../src-main/imaging/tiling';
import { networkOf } from '../../../src-main/models/catalog';
import { networkGeometry } from '../../../src-main/models/geometry';
import { randomNumbers, randomWeights } from '../../support/plain-network';
import { testAddon } from '../../support/tensorflow';

const programs = new ProgramCache(tensorFlowRuntime(testAddon(), null));

/** Every kind of network; narrow, and with few levels, so that an image holds several tiles with their halos. */
const ARCHITECTURES: Architecture[] = [
  { kind: 'denseed', blocks: [1, 2, 1], growthRate: 4, firstFeatures: 8 },
  { kind: 'autoencoder', batchNorm: true },
  { kind: 'unet', batchNorm: true },
  { kind: 'dncnn', layers: 5, features: 4, residual: false },
  { kind: 'residual-cnn', layers: 20, features: 4, scale: 1 },
  { kind: 'residual-cnn', layers: 6, features: 4, scale: 3 },
  { kind: 'deep-storm', scale: 8 },
  { kind: 'deep-storm', scale: 2 },
  { kind: 'residual-unet', levels: 3, features: 4 },
  { kind: 'resnet', blocks: 4, features: 4, scale: 4 },
  { kind: 'anna-palm', levels: 4, features: 4 },
  { kind: 'gan-generator' },
];

afterAll(() => {
  expect(programs.size).toBe(0);
});

it.each(ARCHITECTURES.map((each) => [JSON.stringify(each), each] as const))(
  '%s is the same in tiles as whole',
  (_name, architecture) => {
    const network = networkOf(architecture);
    const model = { network, weights: randomWeights(network, 3) };
    const geometry = networkGeometry(network);
    const { sizeStep, outputScale: scale } = geometry;
    const tileSide = smallestTileSide(geometry) + sizeStep;
    // Two columns of tiles, one row; sides that are multiples of the step need no reflection.
    const width = tileSide + 2 * sizeStep;
    const height = Math.ceil(8 / sizeStep) * sizeStep;
    const random = randomNumbers(4);
    const image = Float32Array.from({ length: width * height }, () => random() - 0.5);
    const whole = programs.run(model, image, { batch: 1, height, width }).values;

    const tiles = planTiles(width, height, geometry, tileSide);
    expect(tiles.length).toBeGreaterThan(1);
    const joined = new Float32Array(whole.length).fill(NaN);
    for (const { read, padTo, keep, write } of tiles) {
      const cut = crop(image, width, read);
      const answer = programs.run(model, cut, { batch: 1, height: padTo.height, width: padTo.width }).values;
      const kept = crop(answer, padTo.width * scale, keep);
      for (let row = 0; row < keep.height; row++) {
        const begin = row * keep.width;
        joined.set(kept.subarray(begin, begin + keep.width), (write.y + row) * width * scale + write.x);
      }
    }
    programs.forget(model);
    const largest = whole.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(largestDifference(joined, whole) / largest).toBeLessThan(1e-5);
  },
);

function crop(
  image: Float32Array,
  width: number,
  area: { x: number; y: number; width: number; height: number },
): Float32Array {
  const cut = new Float32Array(area.width * area.height);
  for (let row = 0; row < area.height; row++) {
    const begin = (area.y + row) * width + area.x;
    cut.set(image.subarray(begin, begin + area.width), row * area.width);
  }
  return cut;
}
