import type { FilesApi } from '../contract/files-api';
import { scoreReconstruction } from '../imaging/reconstruction-score';

/** Scoring of reconstructions, as `files` processes do it. */
export const scoreCalls: Pick<FilesApi, 'scoreReconstruction'> = {
  scoreReconstruction: async (images) => scoreReconstruction(images),
};
