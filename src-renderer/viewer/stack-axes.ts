import type { ImageState } from '../state/image.svelte';

/** An axis one can go along, and where one is. */
export interface StackAxis {
  axis: string;
  length: number;
  index: number;
}

/** What the letters of axes stand for; tifffile's. */
export const axisNames: Readonly<Record<string, string>> = {
  C: 'Channel',
  Z: 'Depth',
  T: 'Time',
  I: 'Image',
  R: 'Scene',
  Q: 'Image',
  P: 'Position',
};

const ORDER = 'CZT';

/** What stands before the slider of an axis: ImageJ's letter, or a word where it has none. */
export function axisLabel(axis: string): string {
  return ORDER.includes(axis) ? axis : (axisNames[axis] ?? axis);
}

/**
 * The axes of images that have more than one plane, channels, depth and time first; of those images share the longest
 * counts, at the place of the image in front where it has that axis.
 */
export function stackAxes(
  images: readonly Pick<ImageState, 'geometry' | 'position'>[],
  front: Pick<ImageState, 'geometry' | 'position'> | undefined,
): StackAxis[] {
  const axes = new Map<string, StackAxis>();
  for (const image of front ? [front, ...images] : images) {
    image.geometry.leading.forEach(({ axis, length }, at) => {
      const known = axes.get(axis);
      if (known) known.length = Math.max(known.length, length);
      else axes.set(axis, { axis, length, index: image.position[at]! });
    });
  }
  const rank = ({ axis }: StackAxis): number => ORDER.indexOf(axis) + 1 || ORDER.length + 1;
  return [...axes.values()].filter(({ length }) => length > 1).sort((a, b) => rank(a) - rank(b));
}
