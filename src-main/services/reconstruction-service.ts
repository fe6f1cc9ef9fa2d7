import { InternalError, OutOfMemoryError } from '../contract/errors';
import type { ReconstructionApi } from '../contract/reconstruction-api';
import { Strip } from '../reconstruction/strip';

/** What a thread of `compute` answers that reconstructs a part of a strip. */
export function createReconstructionService(): ReconstructionApi {
  let strip: Strip | null = null;
  const begun = (): Strip => {
    if (strip) return strip;
    throw new InternalError('Frames were given before a reconstruction was begun.', {
      detail: 'reconstruction',
    });
  };
  return {
    async begin(asked) {
      strip = null; // its memory first
      try {
        strip = new Strip(asked);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error; // what JavaScript throws where an array has no room
        const { width, height } = asked.keep;
        const what = `${width} x ${height} pixels at magnification ${asked.params.magnification}`;
        throw new OutOfMemoryError(
          `There is too little memory to reconstruct ${what}: close other programs, or choose a smaller region.`,
          { what },
        );
      }
    },
    add: async (frames) => begun().add(frames),
    endPass: async () => begun().endPass(),
    async image() {
      const image = begun().image();
      strip = null;
      return image;
    },
  };
}
