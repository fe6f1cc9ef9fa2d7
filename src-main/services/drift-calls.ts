import type { DriftReport } from '../contract/drift';
import type { FilesApi } from '../contract/files-api';
import type { FrameShift } from '../contract/reconstruction';
import { throwIfCancelled } from '../contract/signal';
import { readPart } from '../imaging/measured-part';
import { estimateDrift } from '../reconstruction/drift/estimate-drift';
import { withPart } from './measured-image';

/** Drift, as `files` processes estimate it. */
export const driftCalls: Pick<FilesApi, 'estimateDrift'> = {
  estimateDrift: ({ image, settings }, options = {}) =>
    withPart(image, options, async (source, part) => {
      const { name, planes, region, pixelSizeUm } = part;
      const { signal, onProgress } = options;
      let done = 0;
      const estimate = await estimateDrift(
        {
          name,
          count: planes.length,
          ...region,
          read: async (frame) => {
            throwIfCancelled(signal);
            const plane = await readPart(source, { name, region, planes: [planes[frame]!] }, { signal });
            onProgress?.({
              done: ++done,
              total: planes.length,
              unit: 'frames',
              activity: `Reading the drift of ${name}`,
            });
            return plane;
          },
        },
        settings,
      );
      const unused = estimate.blocks.filter(({ isUsed }) => !isUsed).length;
      const notes =
        unused === 0
          ? []
          : [
              `${unused} of ${estimate.blocks.length} blocks of frames show too little to be placed; those beside them stand for them.`,
            ];
      return {
        ...estimate,
        frames: image.frames ?? planes.map((_, frame) => frame + 1),
        largestPx: largestShift(estimate.shifts),
        pixelSizeUm,
        notes: [...part.notes, ...notes],
      } satisfies DriftReport;
    }),
};

const largestShift = (shifts: readonly FrameShift[]) =>
  shifts.reduce((most, { x, y }) => Math.max(most, Math.hypot(x, y)), 0);
