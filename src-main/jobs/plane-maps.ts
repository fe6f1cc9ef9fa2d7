import type { Linear } from '../contract/compute-api';
import type { CallOptions } from '../contract/signal';

/** How the stored values of each plane of a part enter its network. */
export interface PlaneMaps {
  /** The map of a plane of the input. */
  of(plane: number, options: Pick<CallOptions, 'signal'>): Promise<Linear>;
}

/** One map for all planes. */
export function oneMap(linear: Linear): PlaneMaps {
  return { of: async () => linear };
}

/**
 * A map for each plane, from that plane's own values: measured when its first tile is about to be read, so that the first
 * tile of a long stack does not wait for the last plane, and kept for the other tiles.
 */
export class MeasuredMaps implements PlaneMaps {
  readonly #known = new Map<number, Promise<Linear>>();

  /** @param measure Measures a plane; asked once for each, again only where it failed. */
  constructor(
    private readonly measure: (plane: number, options: Pick<CallOptions, 'signal'>) => Promise<Linear>,
  ) {}

  of(plane: number, options: Pick<CallOptions, 'signal'>): Promise<Linear> {
    const known = this.#known.get(plane);
    if (known) return known;
    const measuring = this.measure(plane, options);
    this.#known.set(plane, measuring);
    measuring.catch(() => this.#known.delete(plane));
    return measuring;
  }
}
