import type { AppApi } from '../../src-main/contract/app-api';
import type { Rectangle } from '../../src-main/contract/image';
import { StatisticsAccumulator } from '../../src-main/imaging/statistics';
import type { Size } from '../viewer/camera';
import { pixelSize, toPixel, type Placement, type World } from '../viewer/placement';
import type { ImageState } from './image.svelte';
import type { Measurement } from './measurements.svelte';
import { lineInImage } from './profile-series';
import { lineLength, lineWidth, type LineRoi, type RectangleRoi, type Roi } from './rois';

/**
 * Measures the shown plane of an image under a selection, or all of it: areas over whole pixels, a line by the values of
 * its profile. Null where the selection lies outside the image.
 */
export async function measure(
  api: AppApi,
  image: ImageState,
  roi: Roi | null,
  { world, placement }: { world: World; placement: Placement },
): Promise<Omit<Measurement, 'number'> | null> {
  const what = { image: image.name, slice: sliceText(image) };
  if (roi?.kind === 'line') return { ...what, ...(await measureLine(api, image, roi, world, placement)) };
  const { width, height } = image.geometry;
  const region = roi ? wholePixels(roi, placement, { width, height }) : { x: 0, y: 0, width, height };
  if (!region) return null;
  const { plane, sample } = image.placeOf(image.channelIndex);
  const { min, max, mean, std, nonFinite } = await api.statistics({
    image: image.id,
    planes: [plane],
    region,
    ...(sample === undefined ? {} : { sample }),
  });
  const pixel = pixelSize(image.open.info.calibration.pixelSizeUm);
  const pixels = region.width * region.height;
  return {
    ...what,
    selection: roi ? `Rectangle ${roi.id}` : 'Whole plane',
    area: pixels * (pixel ? pixel.x * pixel.y : 1),
    length: null,
    unit: pixel ? 'µm' : 'px',
    ...{ min, max, mean },
    std: sampleDeviation(std, pixels - nonFinite),
  };
}

async function measureLine(
  api: AppApi,
  image: ImageState,
  roi: LineRoi,
  world: World,
  placement: Placement,
): Promise<Omit<Measurement, 'number' | 'image' | 'slice'>> {
  const { values } = await api.profile({
    image: image.id,
    ...image.placeOf(image.channelIndex),
    ...lineInImage(roi, lineWidth(roi, world), placement),
  });
  const statistics = new StatisticsAccumulator();
  statistics.add(values);
  const { min, max, mean, std, nonFinite } = statistics.result();
  return {
    selection: `Line ${roi.id}`,
    area: null,
    length: lineLength(roi),
    unit: world.unit,
    ...{ min, max, mean },
    std: sampleDeviation(std, values.length - nonFinite),
  };
}

/** The pixels of an image whose centres a rectangle of the world holds (at least one); null where it lies outside. */
export function wholePixels(
  { x, y, width, height }: Pick<RectangleRoi, 'x' | 'y' | 'width' | 'height'>,
  placement: Placement,
  size: Size,
): Rectangle | null {
  const from = toPixel(placement, { x, y });
  const to = toPixel(placement, { x: x + width, y: y + height });
  if (to.x <= 0 || to.y <= 0 || from.x >= size.width || from.y >= size.height) return null;
  const [left, right] = span(from.x, to.x, size.width);
  const [top, bottom] = span(from.y, to.y, size.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function span(from: number, to: number, side: number): [number, number] {
  const first = Math.min(side - 1, Math.max(0, Math.round(from)));
  return [first, Math.min(side, Math.max(first + 1, Math.round(to)))];
}

/** The population's standard deviation as that of a sample of `count`, which is what ImageJ's Measure gives. */
function sampleDeviation(std: number | null, count: number): number | null {
  return std === null || count < 2 ? std : std * Math.sqrt(count / (count - 1));
}

/** "C 2/3, Z 4/9": the place on each axis that has a length; the name of the channel of an image in colours. */
export function sliceText({
  geometry,
  position,
  channels,
  channelIndex,
}: Pick<ImageState, 'geometry' | 'position'> & {
  channels: readonly { name: string }[];
  channelIndex: number;
}): string {
  const places = geometry.leading.flatMap(({ axis, length }, at) =>
    length > 1 ? `${axis} ${position[at]! + 1}/${length}` : [],
  );
  if (geometry.samples > 1) places.push(channels[channelIndex]!.name);
  return places.join(', ');
}
