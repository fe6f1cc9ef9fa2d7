import { MOST_IMAGES, type Comparison } from '../state/comparison.svelte';
import type { ImageState } from '../state/image.svelte';
import type { Workspace } from '../state/workspace.svelte';

/** Puts images beside those of a comparison, which then stand side by side; those it has no room for open in tabs of their own. */
export function addToComparison(
  workspace: Workspace,
  comparison: Comparison,
  images: readonly ImageState[],
): void {
  const news = images.filter((image) => !comparison.images.includes(image));
  const room = MOST_IMAGES - comparison.members.length;
  for (const image of news.slice(0, room)) comparison.add(image, image.open.origin ? 'result' : 'other');
  if (news.length > 0 && comparison.layout === 'single') comparison.layout = 'side-by-side';
  const others = news.slice(room);
  for (const image of others) workspace.compare([image]);
  if (others.length > 0) {
    workspace.messages.say(
      'warning',
      `A comparison holds ${MOST_IMAGES} images. ${others.length} of the files ${others.length === 1 ? 'was' : 'were'} opened beside it.`,
    );
  }
}
