const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Compares names as people count: "9" before "10", capitals like small letters; equal ones by their characters. */
export function naturalOrder(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
