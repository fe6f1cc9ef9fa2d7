import { InternalError } from '../../contract/errors';
import type { RunPlane, RunPreview } from '../../contract/run';

/** Largest side that is kept of a prediction, in pixels: a megabyte a picture at most. */
const LARGEST_PREVIEW = 512;

/**
 * The middle of a preview, at most {@link LARGEST_PREVIEW} pixels of the target wide and high; the input's is the same
 * part of the field. Throws InternalError where the three do not belong together.
 */
export function cropPreview(preview: RunPreview): RunPreview {
  const { input, prediction, target } = preview;
  const scale = target.width / input.width;
  const fits =
    input.height * scale === target.height &&
    prediction.width === target.width &&
    prediction.height === target.height;
  if (!fits) {
    const sizes = [input, prediction, target].map(({ width, height }) => `${width} x ${height}`).join(', ');
    throw new InternalError(`A preview's images do not belong together (${sizes}).`, { detail: sizes });
  }
  const largest = Math.max(1, Math.floor(LARGEST_PREVIEW / scale));
  const width = Math.min(input.width, largest);
  const height = Math.min(input.height, largest);
  const x = Math.floor((input.width - width) / 2);
  const y = Math.floor((input.height - height) / 2);
  const part = { x, y, width, height };
  const fine = { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
  return {
    ...preview,
    input: crop(input, part),
    prediction: crop(prediction, fine),
    target: crop(target, fine),
  };
}

function crop(
  plane: RunPlane,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): RunPlane {
  const values = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    const begin = (y + row) * plane.width + x;
    values.set(plane.values.subarray(begin, begin + width), row * width);
  }
  return { width, height, values };
}
