/** What a person may type into a number field. */
export interface NumberBounds {
  min?: number;
  max?: number;
  /** Bounds that are not reached. */
  above?: number;
  below?: number;
  /** Whether only whole numbers are taken. */
  whole?: boolean;
}

/** A number that was typed, or a sentence that says why it is none. */
export type TypedNumber = { value: number; refusal?: never } | { value?: never; refusal: string };

const MINUS = '\u2212';
const THIN_SPACE = '\u2009';

/**
 * Reads a number as people write them: spaces between thousands, a comma or a point, a true minus, a unit after it.
 * "43,880" could be either of two numbers and is refused.
 */
export function parseNumber(
  text: string,
  { min, max, above, below, whole = false }: NumberBounds = {},
  unit = '',
): TypedNumber {
  let digits = text.trim().replaceAll(MINUS, '-');
  if (unit !== '' && digits.endsWith(unit)) digits = digits.slice(0, -unit.length);
  digits = digits.replace(/[\s\u2009\u202f\u00a0]/g, '');
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(digits)) {
    const [head, tail] = digits.split(',') as [string, string];
    return { refusal: `${digits} can be read in two ways. Write ${head}${tail} or ${head}.${tail}.` };
  }
  digits = digits.replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return { refusal: 'This is no number.' };
  const value = Number(digits);
  if (whole && !Number.isInteger(value)) return { refusal: 'A whole number is needed.' };
  const tooSmall = min !== undefined && value < min;
  const tooLarge = max !== undefined && value > max;
  if (tooSmall || tooLarge) return { refusal: boundsText(min, max, unit) };
  if (above !== undefined && value <= above) return { refusal: `More than ${formatNumber(above)}.` };
  if (below !== undefined && value >= below) return { refusal: `Less than ${formatNumber(below)}.` };
  return { value };
}

function boundsText(min: number | undefined, max: number | undefined, unit: string): string {
  const [low, high] = [min, max].map((bound) => (bound === undefined ? '' : formatNumber(bound)));
  const after = unit === '' ? '' : ` ${unit}`;
  if (min === undefined) return `At most ${high}${after}.`;
  if (max === undefined) return `At least ${low}${after}.`;
  return `From ${low} to ${high}${after}.`;
}

/** A number as Finescope writes it: thin spaces between thousands, a true minus, at most `digits` after the point. */
export function formatNumber(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return String(value);
  const rounded = Number(value.toFixed(digits));
  const [whole, fraction] = Math.abs(rounded).toString().split('.') as [string, string?];
  if (whole.includes('e')) return String(rounded).replace('-', MINUS);
  return `${rounded < 0 ? MINUS : ''}${group(whole)}${fraction ? `.${fraction}` : ''}`;
}

/** A number as machines read it: digits and a point alone, however small it is. */
export function decimalText(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
}

/** The value after so many steps of a wheel or an arrow key: Shift is ten steps, Alt a tenth; kept in the bounds. */
export function stepped(
  value: number,
  steps: number,
  step: number,
  { shift = false, alt = false }: { shift?: boolean; alt?: boolean },
  { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity, whole = false }: NumberBounds = {},
): number {
  const size = step * (shift ? 10 : alt ? 0.1 : 1);
  const kept = whole ? Math.max(1, Math.round(size)) : size;
  const next = Number((value + steps * kept).toPrecision(12)); // without the dust of binary fractions
  if (next <= above || next >= below) return value;
  return Math.min(max, Math.max(min, next));
}
