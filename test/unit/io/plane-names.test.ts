import { describe, expect, it } from 'vitest';
import { namesAsAxes } from '../../../src-main/io/plane-names';

describe('names of planes', () => {
  it('give axes where every combination is there once', () => {
    const names = ['a_t1_c1.tif', 'a_t1_c2.tif', 'a_t2_c1.tif', 'a_t2_c2.tif', 'a_t3_c1.tif', 'a_t3_c2.tif'];
    expect(namesAsAxes(names)).toEqual({ shape: [3, 2], axes: 'TC', order: [0, 1, 2, 3, 4, 5] });
  });

  it('put time before depth before channel, whatever the order in the name', () => {
    const names = ['x_c0_z0_t0.tif', 'x_c0_z0_t1.tif', 'x_c1_z0_t0.tif', 'x_c1_z0_t1.tif'];
    expect(namesAsAxes(names)).toEqual({ shape: [2, 2], axes: 'TC', order: [0, 2, 1, 3] });
  });

  it('may run together and be written "ch"', () => {
    expect(namesAsAxes(['Series014_z000_ch00.tif', 'Series014_z002_ch00.tif'])).toMatchObject({
      axes: 'Z',
      shape: [2],
    });
    expect(namesAsAxes(['s_t001z1.tif', 's_t001z2.tif'])).toMatchObject({ axes: 'Z' });
  });

  it.each([
    ['a combination is missing', ['a_t1_c1.tif', 'a_t1_c2.tif', 'a_t2_c1.tif']],
    ['the rest of the names differs', ['a_t1.tif', 'b_t2.tif']],
    ['a letter occurs twice', ['t1_t1.tif', 't1_t2.tif']],
    ['there are no letters', ['img1.tif', 'img2.tif']],
    ['a letter ends a word', ['plant1.tif', 'plant2.tif']],
  ])('give none where %s', (_, names) => {
    expect(namesAsAxes(names)).toBeNull();
  });
});
