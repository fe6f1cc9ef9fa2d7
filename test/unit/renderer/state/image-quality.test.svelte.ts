import { expect, test } from 'vitest';
import { ImageState } from '../../../../src-renderer/state/image.svelte';
import { partInFront } from '../../../../src-renderer/state/image-quality.svelte';
import { imageInfo } from '../../../support/memory-source';

function imageOf(axes: string, shape: number[]): ImageState {
  const info = imageInfo({ axes, shape, pixelType: 'uint8' });
  const file = { name: 'a.tif', path: 'a.tif', format: 'TIFF', series: 0, seriesCount: 1, origin: null };
  return new ImageState({ image: 4, ...file, info });
}

test('the channel and slice in front are measured, over all frames', () => {
  const image = imageOf('TZCYX', [5, 3, 2, 8, 8]);
  image.position = [4, 2, 1];
  expect(partInFront(image, null)).toEqual({ image: 4, channel: 2, zSlice: 3 });
});

test('the slices of a simple stack are its frames, and a region is kept', () => {
  const image = imageOf('ZYX', [5, 8, 8]);
  image.position = [3];
  const region = { x: 1, y: 2, width: 4, height: 4 };
  expect(partInFront(image, region)).toEqual({ image: 4, region });
});
