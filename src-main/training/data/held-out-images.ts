import type { Linear } from '../../contract/compute-api';
import type { PreparedData, WholePair } from '../../contract/training-data-api';
import type { Rectangle } from '../../contract/image';
import { applyLinear } from '../../imaging/normalize';
import { FieldMeans } from './field-means';
import type { Field, Place } from './fields';
import type { FrameMaps } from './normalise-fields';
import type { PlaneStore } from './plane-store';

/** A field that is scored, the maps of all its frames, and the frames of it that are scored. */
export interface HeldOutField {
  field: Field;
  maps: FrameMaps[];
  frames: number[];
}

/** Held-out images, whole but for what is beyond a multiple of the network's size step, at the right and lower edge. */
export class HeldOutImages {
  readonly list: PreparedData['heldOut'] = [];
  readonly #from: { held: HeldOutField; frame: number }[] = [];
  readonly #means: FieldMeans;

  constructor(
    fields: readonly HeldOutField[],
    private readonly options: { scale: number; sizeStep: number; store: PlaneStore },
  ) {
    this.#means = new FieldMeans(options.store);
    for (const held of fields) {
      const { width, height } = this.#region(held.field);
      for (const frame of held.frames) {
        this.list.push({ field: held.field.name, frame, width, height, preview: this.list.length === 0 });
        this.#from.push({ held, frame });
      }
    }
  }

  /** An image by its place in the list, as network values. */
  async read(index: number): Promise<WholePair> {
    const { scale } = this.options;
    const { held, frame } = this.#from[index]!;
    const { field, maps } = held;
    const { input, target } = field.frames[frame]!;
    const region = this.#region(field);
    const [width, height] = [region.width, region.height];
    const finer = { ...region, width: width * scale, height: height * scale };
    return {
      field: field.name,
      width,
      height,
      input: await this.#values(input, region, maps[frame]!.input),
      target: await this.#values(target, finer, maps[frame]!.target),
      average: await this.#means.of(
        field,
        region,
        maps.map((one) => one.input),
      ),
    };
  }

  #region({ width, height }: Field): Rectangle {
    const { sizeStep } = this.options;
    const whole = (side: number) => side - (side % sizeStep);
    return { x: 0, y: 0, width: whole(width), height: whole(height) };
  }

  async #values(place: Place, region: Rectangle, map: Linear): Promise<Float32Array> {
    return applyLinear(await this.options.store.values(place, region), map);
  }
}
