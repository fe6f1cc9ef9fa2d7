import type { RandomStream } from '../imaging/random';

/** A part of the sample plane, in micrometres: a field of view and a margin around it, from which light still comes in. */
export interface Area {
  /** Of the field, whose upper left corner is the origin. */
  width: number;
  height: number;
  /** On every side. */
  margin: number;
}

/** Square micrometres, the margin included. */
export function wholeArea({ width, height, margin }: Area): number {
  return (width + 2 * margin) * (height + 2 * margin);
}

/** A coordinate that left at one side of the area comes in again at the other: so nothing thins out near its sides. */
export function wrapped(value: number, side: number, margin: number): number {
  const whole = side + 2 * margin;
  const from = value + margin;
  return from - whole * Math.floor(from / whole) - margin;
}

/** A place anywhere in the area, the margin included. */
export function anywhere({ width, height, margin }: Area, random: RandomStream): { x: number; y: number } {
  const x = (width + 2 * margin) * random.uniform() - margin;
  return { x, y: (height + 2 * margin) * random.uniform() - margin };
}
