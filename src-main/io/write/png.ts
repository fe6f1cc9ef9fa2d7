import { encode } from 'fast-png';

/** A PNG of grey values of 8 bits, row-major. */
export function greyPng(width: number, height: number, data: Uint8Array): Uint8Array {
  return encode({ width, height, data, channels: 1, depth: 8 });
}
