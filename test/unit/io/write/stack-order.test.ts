import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidRequestError } from '../../../../src-main/contract/errors';
import type { PixelType } from '../../../../src-main/contract/image';
import { stackOrder } from '../../../../src-main/io/write/stack-order';
import { imageInfo } from '../../../support/memory-source';

const orderOf = (axes: string, shape: number[], pixelType: PixelType = 'uint16') =>
  stackOrder(imageInfo({ axes, shape, pixelType }));
const planesOf = (axes: string, shape: number[]) => {
  const order = orderOf(axes, shape);
  return Array.from({ length: order.planes }, (_, plane) => order.filePlane(plane, 0));
};

describe('stackOrder', () => {
  test('leaves planes in the order TZC where they lie', () => {
    expect(orderOf('TZCYX', [2, 3, 4, 5, 6])).toMatchObject({
      frames: 2,
      slices: 3,
      channels: 4,
      planes: 24,
      width: 6,
      height: 5,
    });
    expect(planesOf('TCYX', [2, 2, 5, 6])).toEqual([0, 1, 2, 3]);
  });

  test('makes the channel vary fastest, whatever the order of the axes', () => {
    expect(planesOf('CTYX', [2, 3, 5, 6])).toEqual([0, 2, 4, 1, 3, 5]);
    expect(planesOf('CZTYX', [2, 2, 2, 5, 6])).toEqual([0, 4, 2, 6, 1, 5, 3, 7]);
  });

  test('leaves planes where they lie when the file takes the order of the axes', () => {
    const order = stackOrder(imageInfo({ axes: 'CTYX', shape: [2, 3, 5, 6], pixelType: 'uint16' }), {
      ownAxes: true,
    });
    expect(order).toMatchObject({ axes: 'ZCT', frames: 3, channels: 2, slices: 1 });
    expect([0, 1, 2, 3, 4, 5].map((plane) => order.filePlane(plane, 0))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('gives unnamed axes the first free place among frames, slices and channels', () => {
    expect(orderOf('IYX', [7, 5, 6])).toMatchObject({ frames: 7, slices: 1, channels: 1 });
    expect(orderOf('TQYX', [2, 3, 5, 6])).toMatchObject({ frames: 2, slices: 3, channels: 1 });
    expect(orderOf('QTYX', [3, 2, 5, 6])).toMatchObject({ frames: 2, slices: 3 });
    expect(orderOf('IQRYX', [2, 3, 4, 5, 6])).toMatchObject({ frames: 2, slices: 3, channels: 4 });
  });

  test('keeps 8-bit RGB together and makes channels of all other samples', () => {
    expect(orderOf('YXS', [5, 6, 3], 'uint8')).toMatchObject({ samples: 3, channels: 1, planes: 1 });
    expect(orderOf('YXS', [5, 6, 3], 'uint16')).toMatchObject({ samples: 1, channels: 3, planes: 3 });
    const rgba = orderOf('TYXS', [2, 5, 6, 4], 'uint8');
    expect(rgba).toMatchObject({ samples: 1, frames: 2, channels: 4, planes: 8 });
    expect(rgba.filePlane(1, 2)).toBe(6);
  });

  test('needs no place for an axis of length one', () => {
    expect(orderOf('IQRTZCYX', [1, 1, 1, 2, 3, 4, 5, 6])).toMatchObject({
      frames: 2,
      slices: 3,
      channels: 4,
    });
  });

  test('refuses more axes than a stack has, naming them', () => {
    expect(() => orderOf('QTZCYX', [2, 2, 2, 2, 5, 6])).toThrow(InvalidRequestError);
    expect(() => orderOf('QTZCYX', [2, 2, 2, 2, 5, 6])).toThrow('QTZCYX (2 x 2 x 2 x 2 x 5 x 6)');
  });

  test('gives every plane a place of its own', () => {
    const axes = fc.shuffledSubarray(['T', 'Z', 'C', 'I', 'Q', 'R'], { maxLength: 3 });
    fc.assert(
      fc.property(
        axes,
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }),
        (names, lengths) => {
          const places = planesOf(`${names.join('')}YX`, [...lengths.slice(0, names.length), 5, 6]);
          expect([...places].sort((a, b) => a - b)).toEqual(places.map((_, i) => i));
        },
      ),
    );
  });
});
