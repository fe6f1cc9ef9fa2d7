import { planeGeometry } from '../../src-main/imaging/geometry';
import type { ComparedImage, Comparison } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import type { Workspace } from '../state/workspace.svelte';

/** Measures how much an image agrees with the target of its comparison. */
export async function measureAgreement(
  workspace: Workspace,
  comparison: Comparison,
  member: ComparedImage,
): Promise<void> {
  const { api, jobs, messages } = workspace;
  const { target } = comparison;
  if (!target || member === target || !isComparable(member.image, target.image)) return;
  try {
    const report = await jobs.run(
      `Comparing ${member.image.name} with ${target.image.name}`,
      (options) => api.compareImages({ image: member.image.id, reference: target.image.id }, options),
      comparison.id,
    );
    if (comparison.target === target) member.agreement = report ?? null;
  } catch (error) {
    messages.fail(error);
  }
}

/** Whether two images have the same pixels and planes, and both are complete. */
export function isComparable(image: ImageState, target: ImageState): boolean {
  if (image.tiles || target.tiles) return false;
  const [a, b] = [image, target].map(({ open }) => planeGeometry(open.info));
  return (
    a!.width === b!.width && a!.height === b!.height && a!.planes === b!.planes && a!.samples === b!.samples
  );
}
