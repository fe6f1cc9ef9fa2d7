import type { Linear, PredictedValues } from '../contract/compute-api';
import type { PixelBlock, PixelType, Rectangle } from '../contract/image';
import { applyLinear, invertLinear } from '../imaging/normalize';
import { PIXEL_TYPES } from '../imaging/pixel-types';
import type { ImageBatch } from './image-batch';

/** A batch of tiles as the network takes it: [batch, height, width, 1], network values. `inputs` holds a map for each. */
export function batchOf(tiles: PixelBlock[], inputs: Linear[]): Float32Array {
  if (tiles.length === 1) return applyLinear(tiles[0]!.data, inputs[0]!);
  const pixels = tiles[0]!.width * tiles[0]!.height;
  const batch = new Float32Array(tiles.length * pixels);
  tiles.forEach(({ data }, i) => batch.set(applyLinear(data, inputs[i]!), i * pixels));
  return batch;
}

/** What is wanted of a network's answer. */
export interface WantedOutput {
  /** In output pixels of a tile. */
  keep: Rectangle;
  /** The map by which each sample's values entered. */
  inputs: Linear[];
  output: PredictedValues;
  outputType: PixelType;
}

/**
 * The wanted rectangle of each sample of an output batch ([batch, height, width, 1], network values), or of their sum:
 * see {@link PredictedValues}.
 */
export function blocksOf(
  { values, shape: [, height, width] }: ImageBatch,
  { keep, inputs, output, outputType }: WantedOutput,
): PixelBlock[] {
  const pixels = height! * width!;
  const kept = inputs.map((_, i) => crop(values.subarray(i * pixels, (i + 1) * pixels), width!, keep));
  const block = (data: PixelBlock['data']): PixelBlock => ({
    width: keep.width,
    height: keep.height,
    samples: 1,
    pixelType: outputType,
    data,
  });
  switch (output) {
    case 'stored':
      return kept.map((image, i) => block(invertLinear(image, inputs[i]!, outputType)));
    case 'network':
      return kept.map((image) => block(invertLinear(image, UNCHANGED, outputType)));
    case 'sum': {
      const sum = PIXEL_TYPES[outputType].make(keep.width * keep.height);
      for (const image of kept) addPositive(sum, image);
      return [block(sum)];
    }
  }
}

const UNCHANGED: Linear = { scale: 1, offset: 0 };

/** Adds the values that are not negative; what is not a number stays visible. */
function addPositive(sum: PixelBlock['data'], image: Float32Array): void {
  for (let i = 0; i < image.length; i++) if (!(image[i]! < 0)) sum[i]! += image[i]!;
}

function crop(image: Float32Array, width: number, keep: Rectangle): Float32Array {
  if (keep.width === width) return image.subarray(keep.y * width, (keep.y + keep.height) * width);
  const kept = new Float32Array(keep.width * keep.height);
  for (let row = 0; row < keep.height; row++) {
    const begin = (keep.y + row) * width + keep.x;
    kept.set(image.subarray(begin, begin + keep.width), row * keep.width);
  }
  return kept;
}
