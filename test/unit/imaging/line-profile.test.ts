import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../src-main/contract/display';
import { readProfile } from '../../../src-main/imaging/display/read-profile';
import { memorySource } from '../../support/memory-source';

/** An image whose value is a function of the pixel. */
function image(width: number, height: number, value: (x: number, y: number) => number) {
  const data = Float32Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  return memorySource({ shape: [height, width], axes: 'YX', pixelType: 'float32', data });
}

const profile = (source: ReturnType<typeof image>, line: Line, width = 1) =>
  readProfile(source, { plane: 0, sample: 0, line, width });

describe('a line profile', () => {
  it('through pixel centres has their values, both ends included', async () => {
    const source = image(7, 3, (x, y) => 10 * x + y);
    const { values, spacingPx } = await profile(source, { x1: 1.5, y1: 2.5, x2: 5.5, y2: 2.5 });
    expect([...values]).toEqual([12, 22, 32, 42, 52]);
    expect(spacingPx).toBe(1);
  });

  it('between pixel centres is linear', async () => {
    const { values } = await profile(
      image(4, 2, (x, y) => 10 * x + 100 * y),
      { x1: 1, y1: 1, x2: 2, y2: 1 },
    );
    expect([...values]).toEqual([55, 65]);
  });

  it('takes steps of about a pixel: the rounded length', async () => {
    const { values, spacingPx } = await profile(
      image(9, 9, (x) => x),
      { x1: 1.5, y1: 1.5, x2: 4.5, y2: 5.2 },
    );
    expect(values).toHaveLength(6); // length 4.76
    expect(spacingPx).toBeCloseTo(Math.hypot(3, 3.7) / 5, 12);
  });

  it('is the mean across its width', async () => {
    const source = image(9, 9, (_, y) => y * y);
    const { values } = await profile(source, { x1: 2.5, y1: 4.5, x2: 4.5, y2: 4.5 }, 3);
    expect([...values]).toEqual([50 / 3, 50 / 3, 50 / 3]);
    const even = await profile(source, { x1: 2.5, y1: 4.5, x2: 3.5, y2: 4.5 }, 2);
    expect(even.values[0]).toBe((12.5 + 20.5) / 2); // half a pixel above and below
  });

  it('beyond the border has the pixels at the border', async () => {
    const { values } = await profile(
      image(3, 1, (x) => x + 1),
      { x1: -1.5, y1: 0.5, x2: 4.5, y2: 0.5 },
      5,
    );
    expect([...values]).toEqual([1, 1, 1, 2, 3, 3, 3]);
  });

  it('of no length is one point', async () => {
    const { values, spacingPx } = await profile(
      image(1, 1, () => 8),
      { x1: 0.2, y1: 0.7, x2: 0.2, y2: 0.7 },
    );
    expect([...values]).toEqual([8]);
    expect(spacingPx).toBe(1);
  });

  it('is not spoiled by NaN beside the line, and says NaN on it', async () => {
    const source = image(4, 3, (x, y) => (y === 2 || x === 3 ? NaN : x));
    const { values } = await profile(source, { x1: 0.5, y1: 1.5, x2: 3.5, y2: 1.5 });
    expect([...values]).toEqual([0, 1, 2, NaN]);
  });

  it('far outside the image is refused', async () => {
    const refused = profile(
      image(4, 3, () => 0),
      { x1: 0, y1: 0, x2: 1e9, y2: 0 },
    );
    await expect(refused).rejects.toThrow('lies far outside the image (4 x 3 pixels)');
  });

  it('of a plane is that plane, whatever the line and width, and is read in small pieces', async () => {
    const [width, height] = [300, 200];
    let largest = 0;
    const source = image(width, height, (x, y) => 3 * x - 2 * y);
    const watched = {
      info: source.info,
      readRegion: (...[region, options]: Parameters<typeof source.readRegion>) => {
        largest = Math.max(largest, region.width * region.height);
        return source.readRegion(region, options);
      },
    };
    const inside = (side: number) => fc.double({ min: 12, max: side - 12, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ x1: inside(width), y1: inside(height), x2: inside(width), y2: inside(height) }),
        fc.integer({ min: 1, max: 20 }),
        async (line, across) => {
          const { values } = await profile(watched, line, across);
          const steps = values.length - 1;
          values.forEach((value, i) => {
            const part = steps === 0 ? 0 : i / steps;
            const x = line.x1 + part * (line.x2 - line.x1) - 0.5;
            const y = line.y1 + part * (line.y2 - line.y1) - 0.5;
            expect(value).toBeCloseTo(3 * x - 2 * y, 6);
          });
        },
      ),
    );
    expect(largest).toBeLessThan(100 * 100);
  });
});
