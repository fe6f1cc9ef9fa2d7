import type { Progress } from '../contract/signal';
import { timeText } from '../contract/time-text';

/** A terminal, or what stands for one. */
export interface Terminal {
  readonly isTTY: boolean;
  /** Characters on a line; 0 where unknown, as a pseudo-terminal may say. */
  readonly columns: number;
  write(text: string): void;
}

const REDRAW_MS = 100;
const BAR_WIDTH = 24;
const USUAL_COLUMNS = 80;

/** One line on a terminal: a bar, what is being done, and the time left. Silent where there is no terminal. */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #now: () => number;
  #startedAt = 0;
  #activity: string | undefined;
  #drawnAt = 0;
  #shown = false;

  constructor(terminal: Terminal, now: () => number = Date.now) {
    this.#terminal = terminal;
    this.#now = now;
  }

  /** Draws the progress, at most ten times a second. */
  update(progress: Progress): void {
    if (!this.#terminal.isTTY) return;
    const now = this.#now();
    if (progress.activity !== this.#activity || this.#startedAt === 0) {
      this.#activity = progress.activity;
      this.#startedAt = now;
    } else if (now - this.#drawnAt < REDRAW_MS && progress.done < progress.total) {
      return;
    }
    this.#drawnAt = now;
    this.#shown = true;
    const line = progressText(progress, now - this.#startedAt);
    const columns = this.#terminal.columns || USUAL_COLUMNS;
    this.#terminal.write(`\r\u001b[K${line.slice(0, Math.max(10, columns - 1))}`);
  }

  /** Removes the line, before something else is printed. */
  clear(): void {
    if (this.#shown) this.#terminal.write('\r\u001b[K');
    this.#shown = false;
    this.#startedAt = 0;
  }
}

/** "[######------]  48 of 96 tiles, 12 s left (fov08.tif)" */
export function progressText(
  { done, total, unit, activity, secondsLeft }: Progress,
  elapsedMs: number,
): string {
  const part = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(part * BAR_WIDTH);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR_WIDTH - filled)}]`;
  const expected = elapsedMs > 500 ? (elapsedMs * (1 - part)) / part : null;
  const leftMs = secondsLeft === undefined ? expected : secondsLeft * 1000;
  const left = part > 0 && part < 1 && leftMs !== null ? `, ${timeText(leftMs)} left` : '';
  const amount =
    unit === 'bytes' ? `${megabytes(done)} of ${megabytes(total)} MB` : `${done} of ${total} ${unit}`;
  return `${bar} ${amount}${left}${activity ? ` (${activity})` : ''}`;
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
