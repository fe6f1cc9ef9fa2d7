/**
 * Does work for the newest request only: while one is under way the others wait, and of these the last one follows. So
 * what is shown keeps up with a drag without a queue behind it.
 */
export class Newest<Request> {
  readonly #work: (request: Request) => Promise<void>;
  #waiting: { request: Request } | null = null;
  #isBusy = false;

  /** `work` deals with its own failures. */
  constructor(work: (request: Request) => Promise<void>) {
    this.#work = work;
  }

  ask(request: Request): void {
    this.#waiting = { request };
    if (!this.#isBusy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isBusy = true;
    try {
      while (this.#waiting) {
        const { request } = this.#waiting;
        this.#waiting = null;
        await this.#work(request);
      }
    } finally {
      this.#isBusy = false;
    }
  }
}
