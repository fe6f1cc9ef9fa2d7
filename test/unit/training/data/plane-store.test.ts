import { describe, expect, it } from 'vitest';
import { PlaneStore } from '../../../../src-main/training/data/plane-store';
import { picture } from '../../../support/memory-data';
import { memorySource } from '../../../support/memory-source';

const PLANE_BYTES = 16 * 12 * 2;

/** A stack of four planes that counts how often it is read. */
function countedStack() {
  const image = picture({ width: 16, height: 12, frames: 4, noise: 5000 });
  const source = memorySource(image);
  let reads = 0;
  const counted = {
    info: source.info,
    readRegion: (...region: Parameters<typeof source.readRegion>) => (reads++, source.readRegion(...region)),
  };
  const place = (plane: number, isComputed = false) => ({ image: counted, plane, file: 'stack', isComputed });
  return { data: image.data, place, reads: () => reads };
}

const REGION = { x: 3, y: 5, width: 4, height: 2 };

describe('planes', () => {
  it('are kept as long as there is room; of the others the rectangle is read each time', async () => {
    const { data, place, reads } = countedStack();
    const store = new PlaneStore(2 * PLANE_BYTES);
    for (const round of [1, 2]) {
      for (let plane = 0; plane < 4; plane++) {
        const values = await store.values(place(plane), REGION);
        const at = (row: number) => plane * 192 + (5 + row) * 16 + 3;
        expect([...values]).toEqual([...data.subarray(at(0), at(0) + 4), ...data.subarray(at(1), at(1) + 4)]);
      }
      expect(reads()).toBe(round === 1 ? 4 : 6);
    }
  });

  it('that are computed are never kept', async () => {
    const { place, reads } = countedStack();
    const store = new PlaneStore(2 ** 20);
    await store.values(place(0, true), REGION);
    await store.values(place(0, true), REGION);
    expect(reads()).toBe(2);
  });

  it('are read once though many patches ask at the same time', async () => {
    const { place, reads } = countedStack();
    const store = new PlaneStore(2 ** 20);
    await Promise.all([1, 2, 3].map(() => store.view(place(1), REGION)));
    expect(reads()).toBe(1);
  });

  it('that could not be read take no room', async () => {
    const { place } = countedStack();
    const store = new PlaneStore(PLANE_BYTES);
    const broken = {
      ...place(0),
      image: { ...place(0).image, readRegion: () => Promise.reject(new Error('gone')) },
    };
    await expect(store.values(broken, REGION)).rejects.toThrow('gone');
    const { place: other, reads } = countedStack();
    await store.values(other(0), REGION);
    await store.values(other(0), REGION);
    expect(reads()).toBe(1);
  });
});

describe('bands', () => {
  it.each([
    [300, 200, 1],
    [20_000, 3000, 1],
    [2048, 2048, 8],
  ])(
    'of an image of %i x %i, and one %i times as fine, are whole rows of a few million values',
    (width, height, scale) => {
      const bands = new PlaneStore(0).bands({ width, height }, scale);
      expect(bands.every((band) => band.x === 0 && band.width === width)).toBe(true);
      expect(bands.map(({ y }) => y)).toEqual(bands.map((_, i) => i * bands[0]!.height));
      expect(bands.reduce((sum, band) => sum + band.height, 0)).toBe(height);
      expect(bands[0]!.height * width * scale * scale).toBeLessThanOrEqual(2 ** 22);
    },
  );
});
