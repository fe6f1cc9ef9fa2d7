import type { PixelArray, Rectangle } from '../../contract/image';
import type { CallOptions } from '../../contract/signal';
import { planeGeometry } from '../../imaging/geometry';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import type { Place } from './fields';

type Reading = Pick<CallOptions, 'signal'>;

/** Pixels of a rectangle where they lie: row r, column c is `data[start + r * stride + c]`. */
export interface PixelView {
  data: PixelArray;
  start: number;
  stride: number;
}

/** Rows that are read at a time of a plane that is not kept: about this many values. */
const BAND_VALUES = 4 * 2 ** 20;

/**
 * Decoded planes, kept as long as there is room; what comes when the room is full is read rectangle by rectangle each
 * time. Nothing kept is ever given up for something else: patches come in random order, so what was read last is no
 * likelier to be wanted than anything else.
 */
export class PlaneStore {
  readonly #planes = new Map<Place['image'], Map<number, Promise<PixelArray>>>();
  #room: number;

  /** @param bytes Memory that planes may take. */
  constructor(bytes: number) {
    this.#room = bytes;
  }

  /** A rectangle of a plane; the plane is kept if there is room. Throws what reading throws. */
  async view(place: Place, region: Rectangle, options: Reading = {}): Promise<PixelView> {
    const { width } = planeGeometry(place.image.info);
    const kept = this.#kept(place) ?? this.#keep(place, options);
    if (kept) return { data: await kept, start: region.y * width + region.x, stride: width };
    const { data } = await place.image.readRegion({ plane: place.plane, ...region }, options);
    return { data, start: 0, stride: region.width };
  }

  /** The values of a rectangle, one after another, at memory that may not be written to. */
  async values(place: Place, region: Rectangle, options: Reading = {}): Promise<PixelArray> {
    const { data, start, stride } = await this.view(place, region, options);
    const count = region.width * region.height;
    if (stride === region.width) return data.subarray(start, start + count);
    const values = PIXEL_TYPES[place.image.info.pixelType].make(count);
    for (let row = 0; row < region.height; row++) {
      const from = start + row * stride;
      values.set(data.subarray(from, from + region.width), row * region.width);
    }
    return values;
  }

  /**
   * Bands of whole rows that cover an image of this size, each of a few million values, also of another image that is
   * `scale` times as fine.
   */
  bands(size: { width: number; height: number }, scale = 1): Rectangle[] {
    const rows = Math.max(1, Math.floor(BAND_VALUES / (size.width * scale * scale)));
    const bands: Rectangle[] = [];
    for (let y = 0; y < size.height; y += rows) {
      bands.push({ x: 0, y, width: size.width, height: Math.min(rows, size.height - y) });
    }
    return bands;
  }

  #kept({ image, plane }: Place): Promise<PixelArray> | undefined {
    return this.#planes.get(image)?.get(plane);
  }

  /** Begins to read a whole plane if there is room for it. */
  #keep({ image, plane, isComputed }: Place, options: Reading): Promise<PixelArray> | null {
    if (isComputed) return null;
    const { width, height } = planeGeometry(image.info);
    const bytes = width * height * PIXEL_TYPES[image.info.pixelType].make(1).BYTES_PER_ELEMENT;
    if (bytes > this.#room) return null;
    this.#room -= bytes;
    const planes = this.#planes.get(image) ?? new Map<number, Promise<PixelArray>>();
    this.#planes.set(image, planes);
    const reading = image.readRegion({ plane, x: 0, y: 0, width, height }, options).then(({ data }) => data);
    planes.set(plane, reading);
    reading.catch(() => {
      planes.delete(plane);
      this.#room += bytes;
    });
    return reading;
  }
}
