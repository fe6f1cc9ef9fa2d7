import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choosePlanes,
  parseNumberList,
  parseRectangle,
  requireInside,
} from '../../../src-main/imaging/selection';
import { imageInfo } from '../../support/memory-source';

const stack = (axes: string, shape: number[]) => imageInfo({ axes, shape, pixelType: 'uint16' });

describe('choosing planes', () => {
  it('takes all planes when nothing is chosen', () => {
    expect(choosePlanes(stack('TCYX', [2, 3, 4, 5]), {}).planes).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('counts frames from 1 and keeps every channel of a frame', () => {
    expect(choosePlanes(stack('TCYX', [2, 3, 4, 5]), { frames: [2] }).planes).toEqual([3, 4, 5]);
  });

  it('combines frames, channels and slices', () => {
    const chosen = choosePlanes(stack('TZCYX', [2, 2, 2, 4, 5]), { frames: [1], slices: [2], channels: [2] });
    expect(chosen.planes).toEqual([3]);
    expect(chosen.positions).toEqual([[0], [1], [1]]);
  });

  it('takes the unnamed axis of a simple stack for frames', () => {
    expect(choosePlanes(stack('IYX', [9, 4, 5]), { frames: [4, 2] }).planes).toEqual([3, 1]);
  });

  it('names the number that the stack does not have', () => {
    expect(() => choosePlanes(stack('TYX', [9, 4, 5]), { frames: [3, 12] })).toThrow(
      'There is no frame 12: the image has 9, counted from 1.',
    );
  });

  it('accepts frame 1 of a single image and refuses frame 2', () => {
    expect(choosePlanes(stack('YX', [4, 5]), { frames: [1] }).planes).toEqual([0]);
    expect(() => choosePlanes(stack('YX', [4, 5]), { frames: [2] })).toThrow(
      'The image has one frame; 2 was asked for.',
    );
  });
});

describe('a list of numbers', () => {
  it('has ranges and single numbers, in the order given, each once', () => {
    expect(parseNumberList('3-5,1,4', '--frames')).toEqual([3, 4, 5, 1]);
  });

  it.each(['', '0', '5-3', '1,,2', 'a', '1.5', '-1', '1-99999999999'])(
    'refuses "%s" with an example',
    (text) => {
      expect(() => parseNumberList(text, '--frames')).toThrow(/such as 1-10,15/);
    },
  );

  it('reads back any list of distinct numbers', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 1 }), (numbers) => {
        expect(parseNumberList(numbers.join(','), '--frames')).toEqual(numbers);
      }),
    );
  });
});

describe('a rectangle', () => {
  it('is x, y, width and height', () => {
    expect(parseRectangle('1, 2,30,40', '--region')).toEqual({ x: 1, y: 2, width: 30, height: 40 });
  });

  it.each(['1,2,3', '1,2,0,4', '-1,2,3,4', '1,2,3,4,5', '1,2,3,x', ''])('refuses "%s"', (text) => {
    expect(() => parseRectangle(text, '--region')).toThrow(/give x,y,width,height/);
  });

  it('must lie inside the image', () => {
    expect(() => requireInside({ x: 10, y: 0, width: 11, height: 5 }, { width: 20, height: 5 })).toThrow(
      'The region 10,0,11,5 reaches beyond the image, which has 20 x 5 pixels.',
    );
  });
});
