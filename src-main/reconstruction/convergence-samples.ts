/** A sample that an output pixel looks at: by how many half pixels it lies from the pixel's own grid point, and from where. */
export interface ConvergenceSample {
  /** From K0 = floor(2 c), in half pixels. */
  row: number;
  column: number;
  /** Unit vector from the output pixel to the sample. */
  x: number;
  y: number;
  /** W(D) = (D exp(-D^2 / tau))^4. */
  weight: number;
}

/** What eSRRF weights by distance (SPEC section 4.3): sigma = radius / 2.355, tau = 2 sigma^2, reach 2 sigma + 1 pixels. */
export class ConvergenceWeights {
  /** Half pixels that samples lie apart at most, along each axis. */
  readonly farthest: number;
  readonly #tau: number;
  readonly #reach: number;

  /** @param radius In input pixels. */
  constructor(radius: number) {
    const sigma = radius / 2.355;
    this.#tau = 2 * sigma * sigma;
    this.#reach = 2 * sigma + 1;
    this.farthest = Math.floor(2 * radius);
  }

  /** The samples of an output pixel whose centre lies `y`, `x` behind its grid point (in input pixels, 0 to 1/2). */
  samples(y: number, x: number): ConvergenceSample[] {
    const samples: ConvergenceSample[] = [];
    for (let row = -this.farthest; row <= this.farthest; row++) {
      for (let column = -this.farthest; column <= this.farthest; column++) {
        const dy = row / 2 - y;
        const dx = column / 2 - x;
        const distance = Math.hypot(dy, dx);
        if (distance === 0 || distance > this.#reach) continue;
        const weight = (distance * Math.exp(-(distance ** 2) / this.#tau)) ** 4;
        samples.push({ row, column, x: dx / distance, y: dy / distance, weight });
      }
    }
    return samples;
  }
}
