import type { Line } from '../../contract/display';
import { InvalidRequestError } from '../../contract/errors';
import type { ImageSource } from '../../contract/image';
import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import { planeGeometry } from '../geometry';
import { planProfile, profilePieces, profileRectangle, profileValues } from '../line-profile';
import { extractSample } from '../pad';

/** Points that are read together: a diagonal through a large plane is read in small squares along it. */
const PIECE_POINTS = 64;

/** The profile along a straight line: see `contract/files-api.ts`. Progress counts points. */
export async function readProfile(
  source: ImageSource,
  { plane, sample, line, width }: { plane: number; sample: number; line: Line; width: number },
  { signal, onProgress }: CallOptions = {},
): Promise<{ values: Float64Array; spacingPx: number }> {
  const size = planeGeometry(source.info);
  const ends = [line.x1, line.x2, line.y1, line.y2];
  const longest = size.width + size.height;
  if (ends.some((end) => Math.abs(end) > 2 * longest + 1)) {
    throw new InvalidRequestError(
      `The line from ${line.x1}, ${line.y1} to ${line.x2}, ${line.y2} lies far outside the image (${size.width} x ${size.height} pixels).`,
      { parameter: 'line' },
    );
  }
  const plan = planProfile(line, width);
  const values = new Float64Array(plan.count);
  for (const [from, to] of profilePieces(plan, PIECE_POINTS)) {
    throwIfCancelled(signal);
    const rectangle = profileRectangle(plan, from, to, size);
    const block = await source.readRegion({ plane, ...rectangle }, signal ? { signal } : {});
    values.set(profileValues(plan, from, to, extractSample(block, sample), rectangle, size), from);
    onProgress?.({ done: to, total: plan.count, unit: 'points', activity: 'profile' });
  }
  return { values, spacingPx: plan.spacingPx };
}
