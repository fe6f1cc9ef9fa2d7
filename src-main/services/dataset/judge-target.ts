import type { TargetJudgement } from '../../contract/dataset-api';
import { binned } from '../../imaging/binning';
import { registrationShift } from '../../imaging/measures/registration-shift';
import { squirrel } from '../../imaging/measures/squirrel';
import type { Plane } from '../../imaging/plane';
import { greyPng } from '../../io/write/png';

/** The part of a target's pixels that may be brighter than what is called its top: hot pixels must not set the scale. */
const ABOVE_TOP = 0.001;
/** Pixels of a picture's sides, about; and of its values, what is black and what is white at least. */
const PICTURE_SIDE = 128;
const [BLACK, WHITE] = [0.01, 0.995];

/** How a target fits the mean of the frames that it was made of, whose size divides its own. */
export function judgeTarget(target: Plane, average: Plane): TargetJudgement {
  const m = target.width / average.width;
  const onGrid: Plane = { ...average, data: binned(target.data, target.width, m) };
  const { rsp } = squirrel(target, average, 'centred');
  const sorted = Float64Array.from(target.data).sort();
  return {
    rsp,
    shift: registrationShift(average, onGrid),
    top: sorted[Math.floor((1 - ABOVE_TOP) * (sorted.length - 1))]!,
    picture: pictureOf(average, onGrid),
  };
}

/** Two images of one size side by side, small, each between its own dark and bright values; a PNG as a data URI. */
function pictureOf(left: Plane, right: Plane): string {
  const step = Math.max(1, Math.ceil(Math.max(left.width, left.height) / PICTURE_SIDE));
  const [width, height] = [Math.floor(left.width / step), Math.floor(left.height / step)];
  const gap = 2;
  const data = new Uint8Array((2 * width + gap) * height).fill(255);
  for (const [n, plane] of [left, right].entries()) {
    const small = new Float64Array(width * height);
    for (let i = 0; i < small.length; i++) {
      const [x, y] = [(i % width) * step, Math.floor(i / width) * step];
      for (let k = 0; k < step * step; k++)
        small[i]! += plane.data[(y + Math.floor(k / step)) * plane.width + x + (k % step)]! / step ** 2;
    }
    const sorted = small.slice().sort();
    const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))]!;
    const [low, high] = [at(BLACK), at(WHITE)];
    small.forEach((value, i) => {
      const grey = high > low ? (255 * (value - low)) / (high - low) : 0;
      const to = Math.floor(i / width) * (2 * width + gap) + n * (width + gap) + (i % width);
      data[to] = Math.max(0, Math.min(255, Math.round(grey)));
    });
  }
  const bytes = greyPng(2 * width + gap, height, data);
  return `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
}
