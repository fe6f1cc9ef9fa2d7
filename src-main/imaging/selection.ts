import { InvalidRequestError } from '../contract/errors';
import type { ImageInfo, Rectangle } from '../contract/image';
import { planeGeometry, planeIndex, planePosition } from './geometry';

/** Which planes of a stack are wanted: numbers from 1, as ImageJ counts them; undefined is all. */
export interface PlaneChoice {
  frames?: number[] | undefined;
  channels?: number[] | undefined;
  slices?: number[] | undefined;
}

/** Planes that were chosen: their indices in the source, and shape and axes of the stack they form. */
export interface ChosenPlanes {
  planes: number[];
  /** The wanted indices (from 0) on each leading axis. */
  positions: number[][];
}

/** Axes that stand in for frames, channels or slices where a file does not name its axis. */
const STAND_INS: Record<keyof PlaneChoice, string> = { frames: 'TIQRZ', channels: 'C', slices: 'Z' };
const NAMES: Record<keyof PlaneChoice, string> = { frames: 'frame', channels: 'channel', slices: 'slice' };

/**
 * The planes of `info` that `choice` names. "Frames" means T, or else the one unnamed axis of a simple stack.
 * Throws {@link InvalidRequestError} for a number beyond the axis, or an axis the image does not have.
 */
export function choosePlanes(info: ImageInfo, choice: PlaneChoice): ChosenPlanes {
  const { leading } = planeGeometry(info);
  const positions = leading.map(({ length }) => Array.from({ length }, (_, i) => i));
  for (const kind of ['frames', 'channels', 'slices'] as const) {
    const numbers = choice[kind];
    if (!numbers) continue;
    const axis = [...STAND_INS[kind]].find((name) => leading.some((entry) => entry.axis === name));
    const at = leading.findIndex((entry) => entry.axis === axis);
    if (at < 0) {
      if (numbers.every((number) => number === 1)) continue;
      throw new InvalidRequestError(
        `The image has one ${NAMES[kind]}; ${numbers.join(', ')} was asked for.`,
        { parameter: kind },
      );
    }
    const { length } = leading[at]!;
    const beyond = numbers.find((number) => number < 1 || number > length);
    if (beyond !== undefined) {
      throw new InvalidRequestError(
        `There is no ${NAMES[kind]} ${beyond}: the image has ${length}, counted from 1.`,
        { parameter: kind },
      );
    }
    positions[at] = numbers.map((number) => number - 1);
  }
  const counts = positions.map((wanted) => ({ length: wanted.length }));
  const total = counts.reduce((product, { length }) => product * length, 1);
  const planes = Array.from({ length: total }, (_, i) => {
    const at = planePosition(i, counts);
    return planeIndex(
      at.map((position, axis) => positions[axis]![position]!),
      leading,
    );
  });
  return { planes, positions };
}

/**
 * Which leading axis, by its place, counts the frames of a stack: T, or else the one unnamed axis (or the slices) of a
 * simple stack. Null where the image has one frame.
 */
export function frameAxis(info: ImageInfo): number | null {
  const { leading } = planeGeometry(info);
  for (const name of STAND_INS.frames) {
    const at = leading.findIndex(({ axis, length }) => axis === name && length > 1);
    if (at >= 0) return at;
  }
  return null;
}

/**
 * Reads a list such as "1-10,15" or "3": numbers from 1, ranges inclusive, in the order given, each once.
 * Throws {@link InvalidRequestError}.
 */
export function parseNumberList(text: string, parameter: string): number[] {
  const numbers: number[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?$/.exec(part);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (!match || first < 1 || last < first || last - first > 1_000_000) {
      throw new InvalidRequestError(
        `${parameter} "${text}" is not a list of numbers from 1, such as 1-10,15.`,
        { parameter },
      );
    }
    for (let number = first; number <= last; number++) numbers.push(number);
  }
  return [...new Set(numbers)];
}

/** Reads "x,y,width,height" in pixels, x and y from 0. Throws {@link InvalidRequestError}. */
export function parseRectangle(text: string, parameter: string): Rectangle {
  const numbers = text.split(',').map((part) => (/^\s*\d+\s*$/.test(part) ? Number(part) : NaN));
  const [x, y, width, height] = numbers as [number, number, number, number];
  if (numbers.length !== 4 || numbers.some(Number.isNaN) || width < 1 || height < 1) {
    throw new InvalidRequestError(
      `${parameter} "${text}" is not a rectangle: give x,y,width,height in whole pixels, such as 0,0,256,256.`,
      { parameter },
    );
  }
  return { x, y, width, height };
}

/** Checks that a rectangle lies inside the image. Throws {@link InvalidRequestError} naming both. */
export function requireInside(rectangle: Rectangle, size: { width: number; height: number }): void {
  const { x, y, width, height } = rectangle;
  if (x + width > size.width || y + height > size.height) {
    throw new InvalidRequestError(
      `The region ${x},${y},${width},${height} reaches beyond the image, which has ${size.width} x ${size.height} pixels.`,
      { parameter: 'region' },
    );
  }
}
