import { median } from '../../support/contestant';

/** "38 (95 %: 61, largest 70)" of some times in ms. */
export function say(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const high = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))]!;
  return `${median(times).toFixed(0)} (95 %: ${high.toFixed(0)}, largest ${sorted.at(-1)!.toFixed(0)}; ${times.length} times)`;
}

/** "38 (31 to 61)" of a few times in ms. */
export function sayRange(times: number[]): string {
  return `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)})`;
}

/** Megabytes. */
export const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
