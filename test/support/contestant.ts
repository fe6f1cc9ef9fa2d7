import type { ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** A process of a bench that answers lines "SIDE RUNS THREADS" with the milliseconds of its runs, as JSON. */
export class Contestant {
  readonly #lines: Interface;

  constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    this.#lines = createInterface({ input: child.stdout! });
  }

  /** Milliseconds of `runs` runs on `side` x `side` pixels. */
  run(side: number, runs: number, threads: number): Promise<number[]> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`${this.name} ended before it answered.`));
      this.child.once('exit', ended);
      this.#lines.once('line', (line) => {
        this.child.off('exit', ended);
        resolve(JSON.parse(line) as number[]);
      });
      this.child.stdin!.write(`${side} ${runs} ${threads}\n`);
    });
  }

  stop(): void {
    this.child.kill();
  }
}

/** The middle of some times. */
export function median(times: number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1]!;
}
