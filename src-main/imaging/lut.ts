import { FIRE, ICE, interpolated, redGreen, rgb332, spectrum } from './luts/imagej';
import { MATPLOTLIB_LUTS } from './luts/matplotlib';

/** A lookup table: 256 entries of red, green and blue, 768 bytes. */
export type Lut = Uint8Array;

/** Straight lines between colours at places from 0 to 1. */
function ramp(stops: readonly (readonly [number, number, number, number])[]): Lut {
  const lut = new Uint8Array(768);
  for (let i = 0; i < 256; i++) {
    const at = i / 255;
    const next = Math.max(
      1,
      stops.findIndex(([place]) => place >= at),
    );
    const [before, after] = [stops[next - 1]!, stops[next]!];
    const part = (at - before[0]) / (after[0] - before[0]);
    for (let c = 0; c < 3; c++) {
      lut[i * 3 + c] = Math.round(before[c + 1]! + part * (after[c + 1]! - before[c + 1]!));
    }
  }
  return lut;
}

const upTo = (red: number, green: number, blue: number) => () =>
  ramp([
    [0, 0, 0, 0],
    [1, red, green, blue],
  ]);

const fromHex = (hex: string) => () =>
  Uint8Array.from({ length: 768 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));

/**
 * Every table by name; made when asked for. ImageJ's, those of matplotlib that are perceptually uniform, and "Orange
 * hot": black, orange at half, white.
 */
const MAKERS = {
  Grays: upTo(255, 255, 255),
  'Orange hot': () =>
    ramp([
      [0, 0, 0, 0],
      [0.5, 255, 127, 0],
      [1, 255, 255, 255],
    ]),
  Red: upTo(255, 0, 0),
  Green: upTo(0, 255, 0),
  Blue: upTo(0, 0, 255),
  Cyan: upTo(0, 255, 255),
  Magenta: upTo(255, 0, 255),
  Yellow: upTo(255, 255, 0),
  'Red/Green': redGreen,
  Fire: () => interpolated(FIRE),
  Ice: () => interpolated(ICE),
  Spectrum: spectrum,
  '3-3-2 RGB': rgb332,
  Viridis: fromHex(MATPLOTLIB_LUTS.viridis),
  Magma: fromHex(MATPLOTLIB_LUTS.magma),
  Inferno: fromHex(MATPLOTLIB_LUTS.inferno),
  Plasma: fromHex(MATPLOTLIB_LUTS.plasma),
  Cividis: fromHex(MATPLOTLIB_LUTS.cividis),
} as const;

/** A table Finescope knows. */
export type LutName = keyof typeof MAKERS;

/** Their names, in the order of menus. */
export const LUT_NAMES = Object.keys(MAKERS) as [LutName, ...LutName[]];

/** The table of that name. */
export function namedLut(name: LutName): Lut {
  return MAKERS[name]();
}

/**
 * Which entry of a table a value is shown by: 256 equal steps from `min` to `max`; NaN as the lowest. The shader of the
 * viewer does the same.
 */
export function lutIndex(value: number, { min, max }: { min: number; max: number }): number {
  const at = Math.floor(((value - min) / (max - min)) * 256);
  return at > 0 ? Math.min(255, at) : 0;
}

/** For differences: blue below zero, black at zero, orange above; both ends are as light. */
export const DIVERGING_LUT: Lut = ramp([
  [0, 110, 205, 255],
  [0.25, 20, 120, 205],
  [0.5, 0, 0, 0],
  [0.75, 200, 95, 0],
  [1, 255, 200, 90],
]);
