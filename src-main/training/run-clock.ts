/** Durations that an estimate rests on: the latest ones, for a machine that gets busy. */
const STEPS = 25;
const EPOCHS = 5;
/** Step events are told no oftener than this. */
const TELL_EVERY_MS = 250;

/** Measures steps and epochs, pauses not counted. */
export class RunClock {
  readonly #steps: number[] = [];
  readonly #epochs: number[] = [];
  #stepBegan = 0;
  #epochBegan = 0;
  #toldAt = -Infinity;

  /** @param now Milliseconds of a clock that is never set back. */
  constructor(private readonly now: () => number) {}

  beginEpoch(): void {
    this.#epochBegan = this.#stepBegan = this.now();
  }

  endStep(): void {
    const now = this.now();
    keepLatest(this.#steps, now - this.#stepBegan, STEPS);
    this.#stepBegan = now;
  }

  /** Ends the epoch; answers how long it took, in seconds. */
  endEpoch(): number {
    const taken = this.now() - this.#epochBegan;
    keepLatest(this.#epochs, taken, EPOCHS);
    return taken / 1000;
  }

  /** Does not count what `work` takes, which may be a night. */
  async pause(work: () => Promise<void>): Promise<void> {
    const began = this.now();
    try {
      await work();
    } finally {
      const taken = this.now() - began;
      this.#stepBegan += taken;
      this.#epochBegan += taken;
    }
  }

  /** Whether it is time to tell of a step again; then it counts as told. */
  isTimeToTell(): boolean {
    const now = this.now();
    if (now - this.#toldAt < TELL_EVERY_MS) return false;
    this.#toldAt = now;
    return true;
  }

  /** Median of the latest steps, in seconds. */
  get secondsPerStep(): number {
    const sorted = [...this.#steps].sort((a, b) => a - b);
    return (sorted[Math.floor(sorted.length / 2)] ?? 0) / 1000;
  }

  /** What `epochs` more epochs will take, as the latest did. */
  secondsFor(epochs: number): number {
    const sum = this.#epochs.reduce((total, taken) => total + taken, 0);
    return (epochs * sum) / Math.max(1, this.#epochs.length) / 1000;
  }
}

function keepLatest(values: number[], value: number, most: number): void {
  values.push(value);
  if (values.length > most) values.shift();
}
