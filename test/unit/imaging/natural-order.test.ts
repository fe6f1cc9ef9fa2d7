import { expect, it } from 'vitest';
import { naturalOrder } from '../../../src-main/imaging/natural-order';

it('names are put in the order people count in', () => {
  const names = ['fov10.tif', 'Fov2.tif', 'fov1.tif', 'fov2.tif', 'a.tif'];
  expect(names.sort(naturalOrder)).toEqual(['a.tif', 'fov1.tif', 'Fov2.tif', 'fov2.tif', 'fov10.tif']);
});
