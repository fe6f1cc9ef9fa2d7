/** Batches that are made ready before they are asked for. */
const AHEAD = 2;

/**
 * Gives out batches in whatever order they are asked for, and makes the two after each ready meanwhile: making them and
 * computing with them never wait on each other.
 */
export class BatchQueue<Batch> {
  readonly #ready = new Map<string, Promise<Batch>>();

  constructor(
    private readonly make: (epoch: number, step: number) => Promise<Batch>,
    private readonly stepsPerEpoch: number,
    private readonly epochs: number,
  ) {}

  /** The batch of a step (from 0) of an epoch (from 1). Throws what making it throws. */
  async take(epoch: number, step: number): Promise<Batch> {
    const key = `${epoch},${step}`;
    const batch = this.#ready.get(key) ?? this.make(epoch, step);
    this.#ready.delete(key);
    const made = await batch;
    // After this one was sent off: making the next takes this thread.
    setTimeout(() => this.#makeAhead(epoch, step), 0);
    return made;
  }

  #makeAhead(epoch: number, step: number): void {
    const wanted = new Map<string, [number, number]>();
    for (let i = 0, [e, s] = [epoch, step]; i < AHEAD; i++) {
      [e, s] = s + 1 < this.stepsPerEpoch ? [e, s + 1] : [e + 1, 0];
      if (e <= this.epochs) wanted.set(`${e},${s}`, [e, s]);
    }
    for (const key of this.#ready.keys()) if (!wanted.has(key)) this.#ready.delete(key);
    for (const [key, [e, s]] of wanted) {
      if (this.#ready.has(key)) continue;
      const batch = this.make(e, s);
      batch.catch(() => undefined); // told when it is asked for, which may be never
      this.#ready.set(key, batch);
    }
  }
}
