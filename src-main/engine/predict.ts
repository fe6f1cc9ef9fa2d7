import type { Linear } from '../contract/compute-api';
import type { PixelBlock, PixelType, Rectangle } from '../contract/image';
import { applyLinear, invertLinear } from '../imaging/normalize';

/** A batch of tiles as the network takes it: [batch, height, width, 1], network values. */
export function batchOf(tiles: PixelBlock[], input: Linear): Float32Array {
  if (tiles.length === 1) return applyLinear(tiles[0]!.data, input);
  const pixels = tiles[0]!.width * tiles[0]!.height;
  const batch = new Float32Array(tiles.length * pixels);
  tiles.forEach(({ data }, i) => batch.set(applyLinear(data, input), i * pixels));
  return batch;
}

/**
 * The wanted rectangle of each sample of an output batch ([batch, height, width, 1], network values), as stored values:
 * the inverse of `input`, rounded and clipped for integer types.
 */
export function blocksOf(
  output: Float32Array,
  [, height, width]: number[],
  { keep, input, outputType }: { keep: Rectangle; input: Linear; outputType: PixelType },
): PixelBlock[] {
  const pixels = height! * width!;
  return Array.from({ length: output.length / pixels }, (_, i) => ({
    width: keep.width,
    height: keep.height,
    samples: 1,
    pixelType: outputType,
    data: invertLinear(crop(output.subarray(i * pixels, (i + 1) * pixels), width!, keep), input, outputType),
  }));
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
