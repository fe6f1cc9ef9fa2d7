import type { Comparison } from '../state/comparison.svelte';
import { grown, inPixels, inWorld, movedBy } from './roi-geometry';

const ARROWS: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * Arrow keys on a pane: they move the chosen selection by a pixel of its image, with Alt they resize it, as in ImageJ.
 * Where none is chosen, left and right step through the stack. False for any other key.
 */
export function moveByKey(
  comparison: Comparison,
  index: number,
  { key, altKey, shiftKey }: Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey'>,
): boolean {
  const arrow = ARROWS[key];
  const image = comparison.images[index];
  const placement = comparison.world.placements[index];
  if (!arrow || !image || !placement) return false;
  const { selected, playAxis } = comparison;
  if (selected) {
    const inImage = inPixels(selected, placement);
    const [dx, dy] = [arrow.x * (shiftKey ? 10 : 1), arrow.y * (shiftKey ? 10 : 1)];
    const change = altKey ? grown : movedBy;
    comparison.replaceRoi(inWorld(change(inImage, dx, dy, image.geometry), placement));
    return true;
  }
  const at = image.geometry.leading.findIndex(({ axis }) => axis === playAxis);
  if (arrow.x === 0 || altKey || playAxis === undefined || at < 0) return false;
  comparison.goTo(playAxis, image.position[at]! + arrow.x);
  return true;
}
