import { InvalidRequestError } from '../contract/errors';
import type { ImageInfo } from '../contract/image';
import { planeGeometry, planeIndex, planePosition } from './geometry';

/** A plane of an image and the plane of the reference it is compared with. */
export interface PlanePair {
  image: number;
  reference: number;
}

const sizeOf = ({ shape, axes }: ImageInfo) => `${shape.join(' x ')} (${axes})`;

/**
 * Which planes of two images belong together: by the names of their axes where both have the same ones, in whatever
 * order; else one after the other. A single plane is compared with each of the other's.
 * Throws {@link InvalidRequestError} naming both sizes when width, height, samples or the number of planes differ.
 */
export function pairPlanes(image: ImageInfo, reference: ImageInfo): PlanePair[] {
  const [a, b] = [planeGeometry(image), planeGeometry(reference)];
  const differ = (what: string): never => {
    throw new InvalidRequestError(
      `The two images cannot be compared, their ${what} differ: ${sizeOf(image)} and ${sizeOf(reference)}.`,
      { parameter: 'image' },
    );
  };
  if (a.width !== b.width || a.height !== b.height) differ('sizes');
  if (a.samples !== b.samples) differ('samples a pixel');
  if (a.planes === 1 || b.planes === 1) {
    const single = (planes: number, i: number) => (planes === 1 ? 0 : i);
    return Array.from({ length: Math.max(a.planes, b.planes) }, (_, i) => ({
      image: single(a.planes, i),
      reference: single(b.planes, i),
    }));
  }
  if (a.planes !== b.planes) differ('numbers of planes');

  const stacked = b.leading.filter(({ length }) => length > 1);
  const names = (leading: { axis: string; length: number }[]) =>
    leading
      .filter(({ length }) => length > 1)
      .map(({ axis }) => axis)
      .sort()
      .join('');
  const byName = names(a.leading) === names(b.leading) && new Set(names(a.leading)).size === stacked.length;
  if (
    byName &&
    stacked.some(({ axis, length }) => a.leading.find((other) => other.axis === axis)!.length !== length)
  ) {
    differ('axes');
  }
  return Array.from({ length: a.planes }, (_, i) => {
    if (!byName) return { image: i, reference: i };
    const position = planePosition(i, a.leading);
    const wanted = b.leading.map(({ axis, length }) =>
      length === 1 ? 0 : position[a.leading.findIndex((other) => other.axis === axis)]!,
    );
    return { image: i, reference: planeIndex(wanted, b.leading) };
  });
}
