import type { Rectangle } from '../../src-main/contract/image';
import { DIVERGING_LUT } from '../../src-main/imaging/lut';
import type { Comparison } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import type { Camera, Point, Size } from './camera';
import { imageView } from './image-view';
import { toPixel } from './placement';
import { intersection } from './rectangles';
import { inPane } from './plan-scene';
import type { ChannelPlane, DifferenceLayer, ImageLayer, Limits, Scene } from './scene';

/** What a pane shows: one image, two with a line between them, or one minus the other. */
export type PaneContent =
  | { kind: 'image'; index: number }
  | { kind: 'swipe'; left: number; right: number; at: number }
  | { kind: 'difference' };

/** How a pane lies on the screen. */
export interface PaneFrame {
  /** In CSS pixels. */
  size: Size;
  /** Device pixels per CSS pixel. */
  pixelRatio: number;
  /** World point where the person looks. */
  look: Point;
}

/** The part of the brightness that is left to an input where its result is still waited for. */
const WAITING_BRIGHTNESS = 0.5;

/** The scene of a pane: read off the state, decided by nothing else. */
export function makeScene(
  comparison: Comparison,
  content: PaneContent,
  camera: Camera,
  frame: PaneFrame,
): Scene {
  const width = Math.round(frame.size.width * frame.pixelRatio);
  const height = Math.round(frame.size.height * frame.pixelRatio);
  const whole: Rectangle = { x: 0, y: 0, width, height };
  const image = (index: number, clip: Rectangle): ImageLayer[] =>
    imageLayers(comparison, index, camera, frame, clip);
  switch (content.kind) {
    case 'image':
      return { width, height, layers: image(content.index, whole) };
    case 'swipe': {
      const line = Math.round(width * content.at);
      const layers = [
        ...image(content.left, { ...whole, width: line }),
        ...image(content.right, { ...whole, x: line, width: width - line }),
      ];
      return { width, height, layers };
    }
    case 'difference':
      return { width, height, layers: differenceLayers(comparison, camera, frame, whole) };
  }
}

function imageLayers(
  comparison: Comparison,
  index: number,
  camera: Camera,
  frame: PaneFrame,
  clip: Rectangle,
): ImageLayer[] {
  const image = comparison.images[index];
  const placement = comparison.world.placements[index];
  if (!image || !placement) return [];
  const { width, height } = image.geometry;
  const isComputing = image.tiles !== null;
  const view = imageView(camera, frame.size, placement, frame.pixelRatio);
  const input = isComputing ? sourceOf(comparison, image) : undefined;
  // Emitters a pixel, and reconstructions, have no values of the input.
  const inputRange = image.open.origin?.hasOwnValues ? null : input?.channel.range;
  const layer: ImageLayer = {
    kind: 'image',
    image: image.id,
    size: { width, height },
    view,
    clip,
    look: toPixel(placement, frame.look),
    channels: image.drawn.map((at) => ({
      ...image.placeOf(at),
      lut: image.channels[at]!.lut,
      limits: image.channels[at]!.range ?? inputRange ?? null,
    })),
    brightness: 1,
    ahead: comparison.playing ? planesAhead(comparison, image) : [],
    isComputing,
  };
  if (!input) return [layer];
  // Below what is computed already lies the part of the input it is computed from.
  const region = intersection(inPane({ x: 0, y: 0, width, height }, view, clip), clip);
  const under = region
    ? imageLayers(comparison, comparison.images.indexOf(input), camera, frame, region)
    : [];
  return [...under.map((below) => ({ ...below, brightness: WAITING_BRIGHTNESS, ahead: [] })), layer];
}

/** The image of the comparison from which another is computed. */
function sourceOf(comparison: Comparison, image: ImageState): ImageState | undefined {
  const { origin } = image.open;
  return origin ? comparison.images.find(({ id }) => id === origin.source && id !== image.id) : undefined;
}

/** The next frame along the axis that is played. */
function planesAhead(comparison: Comparison, image: ImageState): ChannelPlane[] {
  const at = image.geometry.leading.findIndex(({ axis }) => axis === comparison.playAxis);
  if (at < 0) return [];
  const position = [...image.position];
  position[at] = (position[at]! + 1) % image.geometry.leading[at]!.length;
  return image.drawn.map((channel) => image.placeOf(channel, position));
}

/** From minus to plus what the difference is displayed: half the wider display of the two, unless it was set. */
export function differenceLimits({ images, differenceLimit }: Comparison): Limits {
  const extents = images.slice(0, 2).map(({ channel: { range } }) => (range ? range.max - range.min : 0));
  const limit = differenceLimit ?? (Math.max(...extents) / 2 || 1);
  return { min: -limit, max: limit };
}

function differenceLayers(
  comparison: Comparison,
  camera: Camera,
  frame: PaneFrame,
  clip: Rectangle,
): DifferenceLayer[] {
  const [first, second] = comparison.images;
  const placement = comparison.world.placements[0];
  if (!first || !second || !placement) return [];
  const { width, height } = first.geometry;
  const plane = (image: ImageState): DifferenceLayer['first'] => ({
    image: image.id,
    ...image.placeOf(image.channelIndex),
  });
  return [
    {
      kind: 'difference',
      size: { width, height },
      view: imageView(camera, frame.size, placement, frame.pixelRatio),
      clip,
      look: toPixel(placement, frame.look),
      first: plane(first),
      second: plane(second),
      lut: DIVERGING_LUT,
      limits: differenceLimits(comparison),
    },
  ];
}
