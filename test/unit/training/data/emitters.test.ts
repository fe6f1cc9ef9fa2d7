import { describe, expect, it } from 'vitest';
import { densitySource } from '../../../../src-main/training/data/density-source';
import { readEmitters } from '../../../../src-main/training/data/emitters';

const grid = { planes: 2, width: 8, height: 8, pixelNm: 12.5 };
const read = (lines: string) =>
  readEmitters(`"id","frame","x [nm]","y [nm]"\n${lines}`, 'positions.csv', grid);

describe('positions of emitters', () => {
  it('count in the pixel they lie in, of the frame they name, counted from 1', async () => {
    const { frames } = read('1,1,0.1,12.6\n2,1,12.4,24.9\n3,2,99.9,0\n4,2,99.9,3');
    const source = densitySource(frames, grid, 'positions.csv');
    const plane = async (at: number) =>
      [...(await source.readRegion({ plane: at, x: 0, y: 0, width: 8, height: 8 })).data].flatMap(
        (value, i) => (value === 0 ? [] : [[i % 8, Math.floor(i / 8), value]]),
      );
    expect(await plane(0)).toEqual([[0, 1, 2]]);
    expect(await plane(1)).toEqual([[7, 0, 2]]);
    const { data } = await source.readRegion({ plane: 1, x: 6, y: 0, width: 2, height: 2 });
    expect([...data]).toEqual([0, 2, 0, 0]);
  });

  it('outside the image or of frames that are not there are counted and left aside', () => {
    const { outside, beyond } = read('1,1,5,5\n2,1,100,5\n3,1,-0.1,5\n4,3,5,5\n5,0,5,5');
    expect({ outside, beyond }).toEqual({ outside: 2, beyond: 2 });
  });

  it('are refused where none is left, or where there is no number', () => {
    expect(() => read('1,1,5000,5')).toThrow('Of 1 positions in "positions.csv" none lies in the frames');
    expect(() => read('1,1,x,5')).toThrow('Line 2 of "positions.csv" holds no numbers for frame, x and y');
  });
});
