import type { ReconstructImageParams } from '../../src-main/contract/app-reconstruction';
import { METHOD_NAMES } from '../../src-main/contract/reconstruction';
import { elapsedText } from '../../src-main/contract/time-text';
import type { Comparison } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import type { Workspace } from '../state/workspace.svelte';
import { showResults } from './show-results';

/** Reconstructs an image of a comparison as chosen; see {@link showResults}. */
export async function runReconstruction(
  workspace: Workspace,
  comparison: Comparison,
  source: ImageState,
  params: ReconstructImageParams,
): Promise<void> {
  const method = METHOD_NAMES[params.params.method];
  await showResults(workspace, comparison, source, {
    title: `${method} of ${source.name}`,
    call: (options) => workspace.api.reconstruct(params, options),
    finished(result) {
      const took = elapsedText((result.origin?.seconds ?? 0) * 1000);
      workspace.messages.say('success', `${method} of ${source.name} is done in ${took}.`);
    },
    again: () => void runReconstruction(workspace, comparison, source, params),
  });
}
