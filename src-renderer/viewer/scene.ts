import type { Rectangle } from '../../src-main/contract/image';
import type { Lut } from '../../src-main/imaging/lut';
import type { Point, Size } from './camera';
import type { ImageView } from './image-view';

/** Smallest and largest displayed value. */
export interface Limits {
  min: number;
  max: number;
}

/** One plane of values. */
export interface ChannelPlane {
  plane: number;
  sample?: number;
}

/** One plane, and how it is shown. Without limits, those of the first tile that comes. */
export interface ShownChannel extends ChannelPlane {
  lut: Lut;
  limits: Limits | null;
}

interface Layer {
  size: Size;
  view: ImageView;
  /** What of the pane it may cover, in device pixels. */
  clip: Rectangle;
  /** Where the person looks, in pixels of the image: what is near comes first. */
  look: Point;
}

/** An image in a pane; several channels are added. */
export interface ImageLayer extends Layer {
  kind: 'image';
  image: number;
  channels: readonly ShownChannel[];
  brightness: number;
  /** Planes that are wanted next, while a stack is played. */
  ahead: readonly ChannelPlane[];
  /** Of an image that is being computed only what is done is drawn. */
  isComputing: boolean;
}

/** The second image minus the first, of the same number of pixels. */
export interface DifferenceLayer extends Layer {
  kind: 'difference';
  first: { image: number } & ChannelPlane;
  second: { image: number } & ChannelPlane;
  lut: Lut;
  limits: Limits;
}

/** Everything one pane shows: its size in device pixels, and what lies in it, from below. */
export interface Scene extends Size {
  layers: readonly (ImageLayer | DifferenceLayer)[];
}

/** The images a scene shows. */
export function imagesOf({ layers }: Scene): number[] {
  return layers.flatMap((layer) =>
    layer.kind === 'image' ? [layer.image] : [layer.first.image, layer.second.image],
  );
}
