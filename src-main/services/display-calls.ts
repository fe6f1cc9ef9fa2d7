import type { FilesApi } from '../contract/files-api';
import { InvalidRequestError } from '../contract/errors';
import type { Rectangle } from '../contract/image';
import { displayHistogram } from '../imaging/display/display-histogram';
import { displayRange } from '../imaging/display/display-range';
import { readProfile } from '../imaging/display/read-profile';
import type { PlaneGeometry } from '../imaging/geometry';
import { extractSample } from '../imaging/pad';
import type { OpenImages } from './open-images';

/** The calls by which an image is shown: tiles, histogram, display range, profile. */
export function displayCalls(
  images: OpenImages,
): Pick<FilesApi, 'readTile' | 'histogram' | 'displayRange' | 'profile'> {
  return {
    async readTile({ handle, series, tile }, options) {
      const { sample, ...place } = tile;
      const shown = images.shown(handle, series, sample);
      return extractSample(await shown.tiles.read(place, options), shown.sample);
    },
    async histogram({ handle, series, plane, sample, region }, options) {
      const shown = images.shown(handle, series, sample);
      requirePlanes(shown.tiles.geometry, [plane]);
      if (region) requireInside(shown.tiles.geometry, region);
      return displayHistogram(shown.tiles, { plane, sample: shown.sample, region }, options);
    },
    async displayRange({ handle, series, planes, sample }, options) {
      const shown = images.shown(handle, series, sample);
      requirePlanes(shown.tiles.geometry, planes);
      return displayRange(shown.source, { planes, sample: shown.sample }, options);
    },
    async profile({ handle, series, plane, sample, line, width }, options) {
      const shown = images.shown(handle, series, sample);
      requirePlanes(shown.tiles.geometry, [plane]);
      return readProfile(shown.source, { plane, sample: shown.sample, line, width }, options);
    },
  };
}

function requirePlanes({ planes }: PlaneGeometry, wanted: readonly number[]): void {
  const outside = wanted.find((plane) => plane >= planes);
  if (outside === undefined) return;
  throw new InvalidRequestError(`The image has ${planes} planes; there is no plane ${outside}.`, {
    parameter: 'plane',
  });
}

function requireInside(size: PlaneGeometry, { x, y, width, height }: Rectangle): void {
  if (x + width <= size.width && y + height <= size.height) return;
  throw new InvalidRequestError(
    `The rectangle ${x},${y} ${width} x ${height} lies outside the image (${size.width} x ${size.height} pixels).`,
    { parameter: 'region' },
  );
}
