import { describe, expect, test } from 'vitest';
import { InvalidRequestError } from '../../../src-main/contract/errors';
import { pairPlanes } from '../../../src-main/imaging/plane-pairs';
import { imageInfo } from '../../support/memory-source';

const info = (axes: string, ...shape: number[]) => imageInfo({ axes, shape, pixelType: 'uint8' });
const references = (...pair: Parameters<typeof pairPlanes>) =>
  pairPlanes(...pair).map(({ reference }) => reference);

describe('pairPlanes', () => {
  test('pairs planes one after the other', () => {
    expect(references(info('IYX', 3, 9, 9), info('TYX', 3, 9, 9))).toEqual([0, 1, 2]);
  });

  test('pairs by the names of the axes, whatever their order', () => {
    expect(references(info('CTYX', 2, 3, 9, 9), info('TCYX', 3, 2, 9, 9))).toEqual([0, 2, 4, 1, 3, 5]);
  });

  test('takes axes of length one as absent', () => {
    expect(references(info('TCYX', 1, 2, 9, 9), info('CZYX', 2, 1, 9, 9))).toEqual([0, 1]);
  });

  test('compares a single plane with each of the other side', () => {
    expect(pairPlanes(info('YX', 9, 9), info('TYX', 2, 9, 9))).toEqual([
      { image: 0, reference: 0 },
      { image: 0, reference: 1 },
    ]);
    expect(references(info('TYX', 2, 9, 9), info('YX', 9, 9))).toEqual([0, 0]);
  });

  test('refuses what differs by naming both sizes', () => {
    const pair = () => pairPlanes(info('YX', 19, 37), info('YX', 37, 19));
    expect(pair).toThrow(InvalidRequestError);
    expect(pair).toThrow('their sizes differ: 19 x 37 (YX) and 37 x 19 (YX)');
    expect(() => pairPlanes(info('TYX', 2, 9, 9), info('TYX', 3, 9, 9))).toThrow('numbers of planes');
    expect(() => pairPlanes(info('TCYX', 2, 3, 9, 9), info('TCYX', 3, 2, 9, 9))).toThrow('axes');
    expect(() => pairPlanes(info('YXS', 9, 9, 3), info('YX', 9, 9))).toThrow('samples');
  });
});
