import type { ImageState } from './image.svelte';
import type { Workspace } from './workspace.svelte';

/**
 * Sets the limits of a channel so that 0.35 % of the stack's values (of planes spread over it) are saturated. Throws where
 * they cannot be read.
 */
export async function measureRange(workspace: Workspace, image: ImageState, channel: number): Promise<void> {
  const { leading, planes } = image.geometry;
  const { sample } = image.placeOf(channel);
  const inner = leading.slice(image.channelAxis + 1).reduce((product, { length }) => product * length, 1);
  const isOfChannel = (plane: number): boolean =>
    image.channelAxis < 0 || Math.floor(plane / inner) % leading[image.channelAxis]!.length === channel;
  const all = Array.from({ length: planes }, (_, plane) => plane).filter(isOfChannel);
  const range = await workspace.api.displayRange({
    image: image.id,
    planes: all,
    ...(sample === undefined ? {} : { sample }),
  });
  image.channels[channel]!.range = range ?? { min: 0, max: 1 };
}
