import { expect, it } from 'vitest';
import { modelFit } from '../../../../src-renderer/panels/model-fit';

const size = (x: number | null) => ({ x, y: x, z: null });

it('says whether an image has the pixel size a model was trained at', () => {
  expect(modelFit({ pixelSizeUm: 0.2 }, size(0.21))).toEqual({
    text: 'Trained at 0.2 µm/px, as this image',
    fits: true,
  });
  expect(modelFit({ pixelSizeUm: 0.2 }, size(0.065))).toEqual({
    text: 'Trained at 0.2 µm/px; this image has 65 nm/px',
    fits: false,
  });
});

it('says only what is known', () => {
  expect(modelFit({ pixelSizeUm: 0.2 }, size(null))).toEqual({ text: 'Trained at 0.2 µm/px', fits: null });
  expect(modelFit({}, size(0.2))).toEqual({ text: '', fits: null });
});
