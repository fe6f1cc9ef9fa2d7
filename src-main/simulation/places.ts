import { InvalidRequestError } from '../contract/errors';
import { wrapped, type Area } from './area';

/** The most fluorophores of a field, its margin included: what memory and patience allow. */
export const MOST_FLUOROPHORES = 2_000_000;

/** Where fluorophores are, in micrometres from the upper left corner of the field: a list that grows. */
export class Places {
  x = new Float64Array(1024);
  y = new Float64Array(1024);
  count = 0;

  constructor(private readonly area: Area) {}

  /** Adds a place; one beyond the area comes in at its other side. Throws InvalidRequestError when they are too many. */
  add(x: number, y: number): void {
    if (this.count === MOST_FLUOROPHORES) {
      throw new InvalidRequestError(
        `A field of this sample has more than ${MOST_FLUOROPHORES} fluorophores. Make the field smaller, or the sample less dense.`,
        { parameter: 'sample' },
      );
    }
    if (this.count === this.x.length) {
      this.x = twiceAsLong(this.x);
      this.y = twiceAsLong(this.y);
    }
    const { width, height, margin } = this.area;
    this.x[this.count] = wrapped(x, width, margin);
    this.y[this.count++] = wrapped(y, height, margin);
  }
}

function twiceAsLong(values: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(values.length * 2);
  longer.set(values);
  return longer;
}
