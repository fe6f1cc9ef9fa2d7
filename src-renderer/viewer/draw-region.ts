import type { Rectangle } from '../../src-main/contract/image';
import type { ImageState } from '../state/image.svelte';
import type { Scene } from './scene';
import type { Viewer } from './viewer.svelte';

/**
 * Draws whole pixels of an image as it is shown now (channels, tables, limits): `scale` is a whole number of pixels of the
 * canvas for a pixel of the image, or 1/2, 1/4, ... for means of as many. Throws a sentence where the image cannot be read.
 */
export async function drawRegion(
  viewer: Viewer,
  image: ImageState,
  region: Rectangle,
  scale: number,
): Promise<HTMLCanvasElement> {
  const canvas = document.createElement('canvas');
  const [width, height] = [Math.ceil(region.width * scale), Math.ceil(region.height * scale)];
  const scene: Scene = {
    width,
    height,
    layers: [
      {
        kind: 'image',
        image: image.id,
        size: { width: image.geometry.width, height: image.geometry.height },
        view: { origin: { x: -region.x * scale, y: -region.y * scale }, scale: { x: scale, y: scale } },
        clip: { x: 0, y: 0, width, height },
        look: { x: region.x + region.width / 2, y: region.y + region.height / 2 },
        channels: image.drawn.map((at) => ({
          ...image.placeOf(at),
          lut: image.channels[at]!.lut,
          limits: image.channels[at]!.range,
        })),
        brightness: 1,
        ahead: [],
        isComputing: image.tiles !== null,
      },
    ],
  };
  const pane = viewer.pane(canvas);
  pane.show(scene);
  try {
    for (;;) {
      await new Promise(requestAnimationFrame);
      const failure = pane.failure ?? viewer.failure;
      if (failure) throw new Error(failure);
      if (pane.isComplete && !pane.isDirty) return canvas;
    }
  } finally {
    pane.close();
  }
}
