import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imageInfo } from '../support/memory-source';
import { randomStructure, withNoise } from '../support/random-structure';
import { writeImage } from '../support/write-image';
import { oneWindow } from './story';

const SIDE = 128;

describe('image quality', () => {
  const story = oneWindow('desktop', async ({ folder }) => {
    const calibration = { pixelSizeUm: { x: 0.065, y: 0.065, z: null }, frameIntervalS: null };
    const structure = randomStructure(SIDE, SIDE, 1.5, 1);
    const info = (shape: number[]) =>
      imageInfo({ axes: shape.length > 2 ? 'TYX' : 'YX', shape, pixelType: 'float32', calibration });
    const frames = new Float32Array(6 * SIDE * SIDE);
    for (let t = 0; t < 6; t++) frames.set(withNoise(structure, 0.1, t + 2).data, t * SIDE * SIDE);
    await writeImage(join(folder, 'stack.tif'), info([6, SIDE, SIDE]), frames);
    const sharp = Float32Array.from(randomStructure(SIDE, SIDE, 0.8, 1).data);
    await writeImage(join(folder, 'sharp.tif'), info([SIDE, SIDE]), sharp);
    return { files: ['stack.tif', 'sharp.tif'].map((name) => join(folder, name)) };
  });

  test('the resolution of the image in front is measured and plotted', async () => {
    const { window } = story();
    await window.shown('sharp.tif');
    await window.tab('stack.tif').click();
    await window.shown('stack.tif');
    await window.menu('Analyze', 'Image quality');
    const rows = () => window.bottomPanel.quality(/^Resolution of stack\.tif/);
    await expect
      .poll(rows)
      .toEqual([
        expect.stringMatching(/^FRC of odd and even frames \d+ nm \d\.\d\d$/),
        expect.stringMatching(/^Decorrelation \d+ nm \d\.\d\d$/),
      ]);
    const plot = window.bottomPanel.panel.getByRole('img', { name: /Structure is resolved down to/ });
    await plot.locator('canvas').waitFor();
  });

  test('errors are mapped against a reference that was chosen, and the map is an image', async () => {
    const { window } = story();
    await window.tab('sharp.tif').click();
    await window.shown('sharp.tif');
    await window.menu('Analyze', 'Image quality');
    await window.bottomPanel.quality(/^Resolution of sharp\.tif/);
    await window.bottomPanel.chooseReference('stack.tif');
    await window.bottomPanel.panel.getByRole('button', { name: 'Map errors' }).click();
    const rows = await window.bottomPanel.quality(/^Fit of sharp\.tif to stack\.tif/);
    expect(rows[0]).toMatch(/^RSP 0\.9\d\d\d$/);
    await window.shown('sharp-errors.tif');
    expect(await window.panes.count()).toBe(2);
  });
});
