/** What was typed, read; or a sentence that says why it cannot be. */
export type Typed<Value> = { value: Value } | { refusal: string };

/** Numbers or names as they are typed: "3, 6, 3". */
export function listText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

/** Numbers in a row, so many of them where that is said. */
export function parseNumbers(text: string, length: number | null, whole = true): Typed<number[]> {
  const parts = partsOf(text.replace(/[()[\]]/g, ''));
  const numbers = parts.map(Number);
  if (parts.length === 0 || !numbers.every(whole ? Number.isInteger : Number.isFinite))
    return { refusal: whole ? 'Whole numbers are needed.' : 'Numbers are needed.' };
  if (length !== null && numbers.length !== length)
    return { refusal: `${length} numbers are needed, such as ${EXAMPLE.slice(0, length).join(', ')}.` };
  return { value: numbers };
}

const EXAMPLE = [3, 6, 3, 6, 3];

/** How many, or names: "2", "fov08, fov09". */
export function parseCountOrNames(text: string): Typed<number | string[]> {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return { value: Number(trimmed) };
  const names = partsOf(trimmed);
  return names.length > 0 ? { value: names } : { refusal: 'How many, or their names with commas.' };
}

/** What an arrow key adds to a number: a tenth of its order of magnitude, or one to a whole number. */
export function stepOf(value: number, whole: boolean): number {
  if (whole || value === 0) return whole ? 1 : 0.1;
  return 10 ** Math.floor(Math.log10(Math.abs(value)));
}

function partsOf(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
