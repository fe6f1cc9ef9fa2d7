import type { Linear } from '../../contract/compute-api';
import type { Rectangle } from '../../contract/image';
import type { CallOptions } from '../../contract/signal';
import { applyLinear } from '../../imaging/normalize';
import type { Field } from './fields';
import type { PlaneStore } from './plane-store';

const AS_IT_IS: Linear = { scale: 1, offset: 0 };

/** Means of the frames of fields, each computed once. */
export class FieldMeans {
  readonly #means = new Map<Field, Promise<Float32Array | null>>();

  constructor(private readonly store: PlaneStore) {}

  /**
   * The mean of all frames of a field, after the map of each where there are any; null for a field of one frame, and for
   * one whose frames have targets of their own.
   */
  of(
    field: Field,
    region: Rectangle,
    maps?: readonly Linear[],
    options: Pick<CallOptions, 'signal'> = {},
  ): Promise<Float32Array | null> {
    const known = this.#means.get(field);
    if (known) return known;
    const mean = this.#compute(field, region, maps, options);
    mean.catch(() => this.#means.delete(field));
    this.#means.set(field, mean);
    return mean;
  }

  async #compute(
    { frames, sharesTarget }: Field,
    region: Rectangle,
    maps: readonly Linear[] | undefined,
    options: Pick<CallOptions, 'signal'>,
  ): Promise<Float32Array | null> {
    if (frames.length < 2 || !sharesTarget) return null;
    const sum = new Float64Array(region.width * region.height);
    for (const [i, { input }] of frames.entries()) {
      const values = applyLinear(await this.store.values(input, region, options), maps?.[i] ?? AS_IT_IS);
      for (let at = 0; at < sum.length; at++) sum[at]! += values[at]!;
    }
    return Float32Array.from(sum, (value) => value / frames.length);
  }
}
