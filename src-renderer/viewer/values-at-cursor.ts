import { untrack } from 'svelte';
import type { Comparison } from '../state/comparison.svelte';
import { toPixel } from './placement';
import type { Viewer } from './viewer.svelte';

/** How long the cursor rests before tiles are read for the values under it alone, in milliseconds. */
const REST_MS = 60;

/**
 * Keeps `valuesAtCursor` right: the stored values under the cursor in every image, from tiles that are here for the
 * picture, else (below 100 %) read for it. Run in an effect; answers what ends it.
 */
export function readValues(comparison: Comparison, viewer: Viewer): () => void {
  const { cursor } = comparison;
  void viewer.tilesRead;
  const pixels = comparison.images.map((image, index) => {
    const placement = comparison.world.placements[index];
    if (!cursor || !placement) return null;
    const at = toPixel(placement, cursor);
    const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
    const { width, height } = image.geometry;
    if (x < 0 || y < 0 || x >= width || y >= height) return null;
    return image.drawn.map((channel) => ({ image: image.id, channel: image.placeOf(channel), x, y }));
  });
  const values = pixels.map(
    (drawn) => drawn?.map(({ image, channel, x, y }) => viewer.valueAt(image, channel, x, y)) ?? null,
  );
  untrack(() => (comparison.valuesAtCursor = values));
  const missing = pixels.flatMap((drawn) => drawn ?? []);
  if (!values.some((drawn) => drawn?.includes(null))) return () => undefined;
  const rest = setTimeout(() => viewer.wantValues(comparison, missing), REST_MS);
  return () => clearTimeout(rest);
}
