import type { DriftReport, DriftSettings } from '../contract/drift';
import type { FilesApi } from '../contract/files-api';
import type { FrameShift } from '../contract/reconstruction';
import { throwIfCancelled } from '../contract/signal';
import { readPart, type PlanePart } from '../imaging/measured-part';
import type { Plane } from '../imaging/plane';
import { estimateDrift } from '../reconstruction/drift/estimate-drift';
import { withPart } from './measured-image';

/** Drift, as `files` processes estimate it. */
export const driftCalls: Pick<FilesApi, 'estimateDrift'> = {
  estimateDrift: ({ image, settings }, options = {}) =>
    withPart(image, options, async (source, part) => {
      const { name, planes, region } = part;
      const { signal, onProgress } = options;
      const read = async (frame: number): Promise<Plane> => {
        throwIfCancelled(signal);
        const plane = await readPart(source, { name, region, planes: [planes[frame]!] }, { signal });
        const activity = `Reading the drift of ${name}`;
        onProgress?.({ done: frame + 1, total: planes.length, unit: 'frames', activity });
        return plane;
      };
      const report = await driftOf(part, read, settings);
      return image.frames ? { ...report, frames: image.frames } : report;
    }),
};

/** The drift of a part's frames, each of which is read once. Throws as {@link estimateDrift}. */
export async function driftOf(
  { name, planes, region, pixelSizeUm, notes }: PlanePart,
  read: (frame: number) => Promise<Plane>,
  settings: DriftSettings,
): Promise<DriftReport> {
  const { width, height } = region;
  const estimate = await estimateDrift({ name, count: planes.length, width, height, read }, settings);
  const unused = estimate.blocks.filter(({ isUsed }) => !isUsed).length;
  const note = `${unused} of ${estimate.blocks.length} blocks of frames show too little to be placed; those beside them stand for them.`;
  return {
    ...estimate,
    frames: planes.map((_, frame) => frame + 1),
    largestPx: largestShift(estimate.shifts),
    pixelSizeUm,
    notes: unused === 0 ? notes : [...notes, note],
  };
}

const largestShift = (shifts: readonly FrameShift[]) =>
  shifts.reduce((most, { x, y }) => Math.max(most, Math.hypot(x, y)), 0);
