/** A setting that two configurations have different values of, as text; "nothing" where one lacks it. */
export interface DifferingSetting {
  /** A path with dots. */
  key: string;
  before: string;
  now: string;
}

/** Settings by which two values differ, each told where it is: lists as a whole, objects key by key. */
export function whatDiffers(before: unknown, now: unknown, at = ''): DifferingSetting[] {
  if (isObject(before) && isObject(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return keys.flatMap((key) => whatDiffers(before[key], now[key], at === '' ? key : `${at}.${key}`));
  }
  const [first, second] = [text(before), text(now)];
  return first === second ? [] : [{ key: at, before: first, now: second }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
