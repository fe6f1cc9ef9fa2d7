import { describe, expect, it } from 'vitest';
import { EsrrfParams, SrrfParams } from '../../../src-main/contract/reconstruction';
import { requireShifts, requireValues } from '../../../src-main/jobs/reconstruction-checks';

const srrf = SrrfParams.parse({ method: 'srrf' });
const esrrf = EsrrfParams.parse({ method: 'esrrf', radius: 2.5 });
const whole = (width: number, height: number) => ({ x: 0, y: 0, width, height });

describe('a reconstruction', () => {
  it('is refused of an image that is all edge', () => {
    expect(() => requireValues('a.tif', srrf, { width: 2, height: 9 }, whole(2, 9))).toThrow(
      /SRRF has no values within 1 pixel of the edge.*2 x 9/,
    );
    expect(() => requireValues('a.tif', esrrf, { width: 4, height: 9 }, whole(4, 9))).toThrow(
      /within 2.4 pixels.*smaller radius/,
    );
  });

  it('is made where a single pixel has a value', () => {
    expect(() => requireValues('a.tif', srrf, { width: 3, height: 3 }, whole(3, 3))).not.toThrow();
    expect(() => requireValues('a.tif', esrrf, { width: 5, height: 5 }, whole(5, 5))).not.toThrow();
  });

  it('is refused of a region along the edge', () => {
    const image = { width: 20, height: 20 };
    const along = { x: 19, y: 0, width: 1, height: 20 };
    expect(() => requireValues('a.tif', srrf, image, along)).toThrow(/larger region/);
  });
});

describe('a drift', () => {
  const size = { width: 20, height: 16 };

  it('is refused of another number of frames', () => {
    expect(() => requireShifts('a.tif', [{ x: 0, y: 0 }], 2, size)).toThrow(/of 1 frames, but 2/);
  });

  it('is refused where the sample leaves the image', () => {
    const shifts = [
      { x: 0, y: 0 },
      { x: 3, y: -16 },
    ];
    expect(() => requireShifts('a.tif', shifts, 2, size)).toThrow(/number 2 .* -16 down/);
    expect(() => requireShifts('a.tif', shifts, 2, { width: 20, height: 17 })).not.toThrow();
  });
});
