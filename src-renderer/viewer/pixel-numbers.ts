import type { Rectangle } from '../../src-main/contract/image';
import { PIXEL_TYPES } from '../../src-main/imaging/pixel-types';
import type { PixelType } from '../../src-main/contract/image';
import type { Size } from './camera';

/** From this zoom on (device pixels per pixel of the image), or where a pixel is as many CSS pixels wide, numbers are drawn. */
const NUMBERS_FROM_DEVICE = 32;
const NUMBERS_FROM_CSS = 40;

/** Whether values are written into the pixels: from 3200 % on, or where a pixel is 40 px wide. */
export function hasNumbers({ x, y }: { x: number; y: number }, pixelRatio: number): boolean {
  const side = Math.min(x, y);
  return side >= NUMBERS_FROM_DEVICE - 1e-6 || side / pixelRatio >= NUMBERS_FROM_CSS;
}

/** The whole pixels of an image that show in a part of it. */
export function wholePixels(part: Rectangle, { width, height }: Size): Rectangle {
  const [x, y] = [Math.floor(part.x), Math.floor(part.y)];
  return {
    x,
    y,
    width: Math.min(width, Math.ceil(part.x + part.width)) - x,
    height: Math.min(height, Math.ceil(part.y + part.height)) - y,
  };
}

/** A stored value in the room of a pixel: integers whole, of others four figures. */
export function pixelText(value: number, pixelType: PixelType): string {
  if (PIXEL_TYPES[pixelType].integer || !Number.isFinite(value)) return String(value).replace('-', '\u2212');
  const short = Number(value.toPrecision(4));
  const text =
    Math.abs(short) >= 1e6 || (short !== 0 && Math.abs(short) < 1e-3)
      ? short.toExponential(1)
      : String(short);
  return text.replace('-', '\u2212');
}
