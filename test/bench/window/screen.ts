import { setTimeout as wait } from 'node:timers/promises';
import type { Framebuffer } from '../../support/framebuffer';

/** A rectangle of the screen. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Some rows of an area are looked at, not all: looking must cost next to nothing. */
const ROWS = 24;

/** What is seen in an area of the screen. */
export class Sight {
  readonly #rows: number[];
  readonly #pixels: Buffer;

  constructor(
    private readonly screen: Framebuffer,
    private readonly area: Area,
  ) {
    const rows = Math.min(ROWS, area.height);
    // Not at equal distances: a picture may repeat itself.
    const part = (i: number): number => (i + 0.3 + ((i * 7) % 5) / 10) / rows;
    this.#rows = Array.from({ length: rows }, (_, i) => Math.floor(area.y + part(i) * area.height));
    this.#pixels = Buffer.alloc(area.width * 4 * rows);
  }

  /** The pixels now, of the rows that are looked at: blue, green, red, nothing. */
  look(): Buffer {
    const { x, width } = this.area;
    this.#rows.forEach((y, i) =>
      this.screen.row(x, y, this.#pixels.subarray(i * width * 4, (i + 1) * width * 4)),
    );
    return this.#pixels;
  }

  /** Waits until what is seen is as wanted; answers when that was, in ms of `performance.now`. */
  async until(is: (pixels: Buffer) => boolean, what: string, limitMs = 60_000): Promise<number> {
    const began = performance.now();
    for (;;) {
      if (is(this.look())) return performance.now();
      if (performance.now() - began > limitMs) throw new Error(`Not seen in ${limitMs / 1000} s: ${what}.`);
      await wait(1);
    }
  }

  /** Waits until another picture is seen than this one. */
  untilOther(than: Buffer, what: string, limitMs?: number): Promise<number> {
    return this.until((pixels) => !pixels.equals(than), what, limitMs);
  }

  /** Waits until the picture has stayed the same for a while. */
  async still(forMs = 300): Promise<void> {
    let [last, since] = [Buffer.from(this.look()), performance.now()];
    while (performance.now() - since < forMs) {
      await wait(5);
      const pixels = this.look();
      if (!pixels.equals(last)) [last, since] = [Buffer.from(pixels), performance.now()];
    }
  }

  /** Notes when the picture changes, until `done` is settled. */
  async changes(done: Promise<unknown>): Promise<number[]> {
    const times: number[] = [];
    let isDone = false;
    void done.finally(() => (isDone = true));
    let last = Buffer.from(this.look());
    while (!isDone) {
      const pixels = this.look();
      if (!pixels.equals(last)) {
        times.push(performance.now());
        last = Buffer.from(pixels);
      }
      await wait(1);
    }
    return times;
  }
}
