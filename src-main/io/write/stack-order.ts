import { InvalidRequestError } from '../../contract/errors';
import type { ChannelInfo, ImageInfo, PixelType } from '../../contract/image';
import { planeGeometry, planePosition } from '../../imaging/geometry';

/** How the planes of an image lie in a file: frames, slices and channels, the first in `axes` varying slowest. */
export interface StackOrder {
  width: number;
  height: number;
  frames: number;
  slices: number;
  channels: number;
  /** Planes of the file: frames x slices x channels. */
  planes: number;
  /** T, Z and C, slowest first. */
  axes: string;
  /** Interleaved samples of a stored pixel: 3 for 8-bit RGB, else 1 (other samples become channels). */
  samples: number;
  pixelType: PixelType;
  /** The file's plane that holds a sample of one of the image's planes. */
  filePlane(plane: number, sample: number): number;
}

type FileAxis = 'T' | 'Z' | 'C';

/** ImageJ's order: the channel varies fastest. */
const IMAGEJ_AXES: readonly FileAxis[] = ['T', 'Z', 'C'];

/**
 * Finds a place among frames, slices and channels for every leading axis: T, Z and C keep theirs, samples become
 * channels where that place is free, any other axis takes the first free of T, Z, C. Axes of length one need none.
 * Planes lie in ImageJ's order TZC or, with `ownAxes`, in that of the image's own axes.
 * Throws {@link InvalidRequestError} when there are more axes than places.
 */
export function stackOrder(info: ImageInfo, { ownAxes = false } = {}): StackOrder {
  const { width, height, samples, leading } = planeGeometry(info);
  const interleaved = samples === 3 && info.pixelType === 'uint8' ? 3 : 1;
  const separate = samples > 1 && interleaved === 1;
  const axes = separate ? [...leading, { axis: 'S', length: samples }] : leading;

  const places = assignPlaces(axes, info);
  const count = { T: 1, Z: 1, C: 1 };
  places.forEach((place, i) => place && (count[place] = axes[i]!.length));

  const own = places.filter((place) => place !== null);
  const fileAxes = ownAxes ? [...IMAGEJ_AXES.filter((axis) => !own.includes(axis)), ...own] : IMAGEJ_AXES;

  return {
    width,
    height,
    frames: count.T,
    slices: count.Z,
    channels: count.C,
    planes: count.T * count.Z * count.C,
    axes: fileAxes.join(''),
    samples: interleaved,
    pixelType: info.pixelType,
    filePlane(plane, sample) {
      const position = planePosition(plane, leading);
      if (separate) position.push(sample);
      const at = { T: 0, Z: 0, C: 0 };
      places.forEach((place, i) => place && (at[place] = position[i]!));
      return fileAxes.reduce((index, axis) => index * count[axis] + at[axis], 0);
    },
  };
}

/** Shape and axes of the stack in the file, without axes of length one, as tifffile will name them. */
export function writtenShape(order: StackOrder): { shape: number[]; axes: string } {
  const count = { T: order.frames, Z: order.slices, C: order.channels };
  const leading = ([...order.axes] as FileAxis[]).filter((axis) => count[axis] > 1);
  const samples = order.samples > 1 ? [order.samples] : [];
  return {
    shape: [...leading.map((axis) => count[axis]), order.height, order.width, ...samples],
    axes: `${leading.join('')}YX${samples.length > 0 ? 'S' : ''}`,
  };
}

/** One entry for each channel of the file; empty ones where the image does not tell. */
export function channelsOf(info: ImageInfo, order: StackOrder): ChannelInfo[] {
  return Array.from(
    { length: order.channels },
    (_, i) => info.channels[i] ?? { name: null, lut: null, displayRange: null },
  );
}

/** The file's axis for each of `axes`; null for those of length one that found none. */
function assignPlaces(axes: { axis: string; length: number }[], info: ImageInfo): (FileAxis | null)[] {
  const places = axes.map((): FileAxis | null => null);
  const take = (i: number, wanted: FileAxis[]): void => {
    const free = wanted.find((place) => !places.includes(place));
    if (!free) {
      throw new InvalidRequestError(
        `The axes ${info.axes} (${info.shape.join(' x ')}) are more than a TIFF stack has: frames, slices and channels. Choose some of its planes.`,
        { parameter: 'input' },
      );
    }
    places[i] = free;
  };
  const matters = axes.map(({ length }, i) => ({ i, length })).filter(({ length }) => length > 1);
  const named = ({ i }: { i: number }) => /^[TZC]$/.test(axes[i]!.axis);
  for (const { i } of matters.filter(named)) {
    const own = axes[i]!.axis as FileAxis;
    if (!places.includes(own)) places[i] = own;
  }
  for (const { i } of matters) {
    if (places[i] === null) take(i, axes[i]!.axis === 'S' ? ['C', 'T', 'Z'] : ['T', 'Z', 'C']);
  }
  return places;
}
