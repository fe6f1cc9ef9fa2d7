import { InternalError } from '../contract/errors';

/** Things that are open, by a number that crosses the wire instead of them. */
export class Handles<Thing> {
  readonly #things = new Map<number, Thing>();
  #last: number;

  /**
   * @param what A word for the things, for the error.
   * @param last Numbers up to this one are never given out.
   */
  constructor(
    private readonly what: string,
    last = 0,
  ) {
    this.#last = last;
  }

  add(thing: Thing): number {
    this.#things.set(++this.#last, thing);
    return this.#last;
  }

  has(handle: number): boolean {
    return this.#things.has(handle);
  }

  /** Throws {@link InternalError} for a number that was never given out, or given back. */
  get(handle: number): Thing {
    const thing = this.#things.get(handle);
    if (thing === undefined) {
      throw new InternalError(`No ${this.what} is open under number ${handle}.`, { detail: this.what });
    }
    return thing;
  }

  /** Forgets the number and returns what it stood for. */
  take(handle: number): Thing {
    const thing = this.get(handle);
    this.#things.delete(handle);
    return thing;
  }

  /** All that is open. */
  all(): Iterable<Thing> {
    return this.#things.values();
  }

  /** Forgets all numbers and returns what they stood for. */
  takeAll(): Thing[] {
    const things = [...this.#things.values()];
    this.#things.clear();
    return things;
  }
}
