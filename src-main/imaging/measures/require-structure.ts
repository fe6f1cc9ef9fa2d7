import { InvalidRequestError } from '../../contract/errors';
import type { Plane } from '../plane';

/** Which image is looked at and what for, as a sentence names them. */
export interface Asked {
  /** "the first image", "the reference": what it is called where the plane has no name. */
  image: string;
  /** "FRC", "The decorrelation analysis". */
  measure: string;
  leastSide: number;
}

/**
 * Throws {@link InvalidRequestError} where a plane is too small for a measure, holds values that are NaN or infinite, or
 * is the same everywhere.
 */
export function requireStructure(plane: Plane, { image: role, measure, leastSide }: Asked): void {
  const { width, height, data, name: image = role } = plane;
  const refuse = (sentence: string): never => {
    throw new InvalidRequestError(sentence, { parameter: 'image' });
  };
  if (Math.min(width, height) < leastSide) {
    refuse(
      `${measure} needs at least ${leastSide} x ${leastSide} pixels; ${image} has ${width} x ${height}. Use a larger image or field.`,
    );
  }
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) {
      refuse(
        `${measure} needs numbers; ${image} holds ${value} in column ${i % width}, row ${Math.floor(i / width)}.`,
      );
    }
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (least === most) refuse(`${measure} needs structure; ${image} is ${least} everywhere.`);
}
