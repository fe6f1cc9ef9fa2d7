import type { StackSurvey } from '../../contract/dataset-api';
import { InvalidRequestError } from '../../contract/errors';
import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import type { ImageSource } from '../../contract/image';
import { readPart, type PlanePart } from '../../imaging/measured-part';
import type { Plane } from '../../imaging/plane';
import { isCameraLimit } from '../../training/data/check-values';
import { driftOf } from '../drift-calls';

/** The part of the pixels that are taken for background: the darkest. */
const BACKGROUND = 0.05;

/** Streams a stack once: what it is, how it fades, what is saturated and, where asked, how it drifts. */
export async function surveyStack(
  source: ImageSource,
  part: PlanePart,
  wantsDrift: boolean,
  { signal, onProgress }: CallOptions,
): Promise<StackSurvey> {
  const { width, height } = part.region;
  const counted = new Counted(width * height);
  const read = async (frame: number): Promise<Plane> => {
    throwIfCancelled(signal);
    const plane = await readPart(source, { ...part, planes: [part.planes[frame]!] }, { signal });
    counted.add(plane.data);
    onProgress?.({ done: frame + 1, total: part.planes.length, unit: 'frames', activity: 'Surveying' });
    return plane;
  };
  let [drift, driftProblem]: [StackSurvey['drift'], string | null] = [null, null];
  if (wantsDrift) {
    try {
      drift = await driftOf(part, read, { framesPerBlock: 0, reference: 'mean' });
    } catch (error) {
      if (!(error instanceof InvalidRequestError)) throw error;
      driftProblem = error.message;
    }
  }
  for (let frame = counted.frames; frame < part.planes.length; frame++) await read(frame);
  const { pixelType } = source.info;
  return {
    frames: part.planes.length,
    width,
    height,
    pixelType,
    bleached: counted.bleached(),
    saturated: isCameraLimit(counted.max, pixelType) ? counted.atMax / (counted.frames * width * height) : 0,
    drift,
    driftProblem,
  };
}

/** Sums over frames as they come. */
class Counted {
  frames = 0;
  max = -Infinity;
  atMax = 0;
  readonly #sum: Float64Array;
  readonly #means: number[] = [];

  constructor(pixels: number) {
    this.#sum = new Float64Array(pixels);
  }

  add(data: ArrayLike<number>): void {
    let mean = 0;
    for (let i = 0; i < data.length; i++) {
      const value = data[i]!;
      this.#sum[i]! += value;
      mean += value;
      if (value > this.max) [this.max, this.atMax] = [value, 0];
      if (value === this.max) this.atMax++;
    }
    this.#means.push(mean / data.length);
    this.frames++;
  }

  /** The part of the signal above the darkest pixels of the mean that is gone in the last tenth of the frames. */
  bleached(): number {
    const sorted = this.#sum.slice().sort();
    const dark = Math.max(1, Math.floor(BACKGROUND * sorted.length));
    const background = sorted.subarray(0, dark).reduce((sum, value) => sum + value, 0) / dark / this.frames;
    const tenth = Math.max(1, Math.round(this.frames / 10));
    const meanOf = (means: number[]) =>
      means.reduce((sum, mean) => sum + mean, 0) / means.length - background;
    const first = meanOf(this.#means.slice(0, tenth));
    return first > 0 ? 1 - meanOf(this.#means.slice(-tenth)) / first : 0;
  }
}
