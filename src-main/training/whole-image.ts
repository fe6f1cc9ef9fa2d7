import type { NetworkGeometry } from '../contract/compute-api';
import type { PixelBlock, Rectangle } from '../contract/image';
import { padBlock } from '../imaging/pad';
import { planTiles, smallestTileSide, type Tile } from '../imaging/tiling';
import type { Size, TrainingProgram } from './training-program';

/** Target pixels along the side of a tile at most: an evaluation takes less memory than a step. */
const TILE_SIDE = 512;

/** An image of one value a pixel, row-major. */
interface Plane {
  width: number;
  height: number;
  values: Float32Array;
}

/** The tiles in which an image is evaluated; all of one size. */
function tilesOf({ width, height }: Size, geometry: NetworkGeometry): Tile[] {
  const side = Math.max(TILE_SIDE / geometry.outputScale, smallestTileSide(geometry));
  return planTiles(width, height, geometry, side);
}

/** The input sizes that a program has to be made for, so that images of these sizes can be evaluated. */
export function evaluationSizes(images: readonly Size[], geometry: NetworkGeometry): Size[] {
  const sizes = images.map((image) => tilesOf(image, geometry)[0]!.padTo);
  return sizes.filter(
    ({ width, height }, at) =>
      sizes.findIndex((other) => other.width === width && other.height === height) === at,
  );
}

/**
 * What the network makes of a whole image of any size (row-major, network values), and the content loss of it against
 * its target: the mean over the tiles, each with its halo.
 */
export function evaluateWhole(
  program: Pick<TrainingProgram, 'evaluate'>,
  geometry: NetworkGeometry,
  { width, height, input, target }: Size & { input: Float32Array; target: Float32Array },
): { prediction: Float32Array; loss: number } {
  const scale = geometry.outputScale;
  const images = {
    input: { width, height, values: input },
    target: { width: width * scale, height: height * scale, values: target },
  };
  const prediction: Plane = { ...images.target, values: new Float32Array(target.length) };
  const tiles = tilesOf({ width, height }, geometry);
  let losses = 0;
  for (const { read, padTo, keep, write } of tiles) {
    const pair = {
      input: cut(images.input, read, padTo),
      target: cut(images.target, times(read, scale), times(padTo, scale)),
    };
    const tile = program.evaluate(pair, padTo);
    paste(
      { width: padTo.width * scale, height: padTo.height * scale, values: tile.prediction },
      keep,
      prediction,
      write,
    );
    losses += tile.loss;
  }
  return { prediction: prediction.values, loss: losses / tiles.length };
}

function times<Place extends object>(place: Place, factor: number): Place {
  return Object.fromEntries(
    Object.entries(place).map(([key, value]) => [key, Number(value) * factor]),
  ) as Place;
}

/** The values of a rectangle, extended to `size` right and down by reflection. */
function cut(
  { width, values }: Plane,
  { x, y, width: wide, height: high }: Rectangle,
  size: Size,
): Float32Array {
  const data = new Float32Array(wide * high);
  for (let row = 0; row < high; row++) {
    const begin = (y + row) * width + x;
    data.set(values.subarray(begin, begin + wide), row * wide);
  }
  const block: PixelBlock = { width: wide, height: high, samples: 1, pixelType: 'float32', data };
  return padBlock(block, size.width, size.height).data as Float32Array;
}

/** Copies a rectangle of an image into another, at a place. */
function paste(from: Plane, keep: Rectangle, to: Plane, at: { x: number; y: number }): void {
  for (let row = 0; row < keep.height; row++) {
    const begin = (keep.y + row) * from.width + keep.x;
    to.values.set(from.values.subarray(begin, begin + keep.width), (at.y + row) * to.width + at.x);
  }
}
