/** Something that holds a process while it is used, and can do without until it is used again. */
export interface Restable {
  /** Whether it is being used just now. */
  readonly busy: boolean;
  /** Gives up its process. */
  rest(): void;
}

/** As many open images as this have a process of their own at a time. */
const MOST_LIVE = 8;

/** Keeps the number of live processes bounded: beyond it, what was used least recently rests, unless it is busy. */
export class LiveFiles {
  /** The least recently used first. */
  readonly #live = new Set<Restable>();

  constructor(private readonly most: number = MOST_LIVE) {}

  /** To be told before and after every use. */
  used(file: Restable): void {
    this.#live.delete(file);
    this.#live.add(file);
    for (const eldest of this.#live) {
      if (this.#live.size <= this.most) return;
      if (eldest.busy) continue;
      this.#live.delete(eldest);
      eldest.rest();
    }
  }

  /** It has no process any more. */
  forget(file: Restable): void {
    this.#live.delete(file);
  }
}
