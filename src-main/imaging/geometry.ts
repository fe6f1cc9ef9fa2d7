import type { ImageInfo } from '../contract/image';

/** The plane arithmetic of an image: sizes of a plane, and how leading axes count planes. */
export interface PlaneGeometry {
  width: number;
  height: number;
  /** Interleaved samples a pixel (a trailing S axis), else 1. */
  samples: number;
  /** Axes before Y, in order, with their lengths: planes are counted over them in row-major order. */
  leading: { axis: string; length: number }[];
  planes: number;
}

/**
 * Reads {@link PlaneGeometry} off `shape` and `axes`. Y and X must be the last axes but for a trailing S, or for
 * trailing axes of length 1 (tifffile names an array of 10 x 12 x 1 "YXQ").
 */
export function planeGeometry(info: Pick<ImageInfo, 'shape' | 'axes'>): PlaneGeometry {
  const { shape, axes } = info;
  const yx = axes.lastIndexOf('YX');
  const samplesLast =
    yx >= 0 && [...axes.slice(yx + 2)].every((axis, i) => axis === 'S' || shape[yx + 2 + i] === 1);
  const at = samplesLast ? yx : axes.length - 2;
  const leading = [...axes.slice(0, at)].map((axis, i) => ({ axis, length: shape[i]! }));
  return {
    height: shape[at]!,
    width: shape[at + 1]!,
    samples: shape.slice(at + 2).reduce((product, length) => product * length, 1),
    leading,
    planes: leading.reduce((product, { length }) => product * length, 1),
  };
}

/** The index of a plane on each leading axis: plane 5 of T=2, C=3 is [1, 2]. */
export function planePosition(plane: number, leading: { length: number }[]): number[] {
  const position = new Array<number>(leading.length);
  let rest = plane;
  for (let i = leading.length - 1; i >= 0; i--) {
    const { length } = leading[i]!;
    position[i] = rest % length;
    rest = Math.floor(rest / length);
  }
  return position;
}

/** The inverse of {@link planePosition}. */
export function planeIndex(position: number[], leading: { length: number }[]): number {
  return leading.reduce((index, { length }, i) => index * length + position[i]!, 0);
}
