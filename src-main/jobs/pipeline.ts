import { throwIfCancelled, type CallOptions } from '../contract/signal';

/** What is done with each step: read, compute, pass on what was computed. */
export interface Stages<Step, Input, Output> {
  read(step: Step): Promise<Input>;
  compute(step: Step, input: Input): Promise<Output>;
  pass(step: Step, output: Output): Promise<void>;
}

/**
 * Takes steps in their order, so that nothing waits: while one is computed the next is read and the last one passed on.
 * What was computed before a failure is passed on before that is thrown.
 */
export async function pipeline<Step, Input, Output>(
  steps: readonly Step[],
  { read, compute, pass }: Stages<Step, Input, Output>,
  signal: CallOptions['signal'],
): Promise<void> {
  const reads = (step: Step | undefined) => (step === undefined ? null : settle(read(step)));
  let reading = reads(steps[0]);
  let passing = settle(Promise.resolve());
  try {
    for (const [index, step] of steps.entries()) {
      throwIfCancelled(signal);
      const input = await reading!();
      reading = reads(steps[index + 1]);
      const output = await compute(step, input);
      await passing();
      passing = settle(pass(step, output));
    }
  } finally {
    await passing();
  }
}

/** Lets work go on by itself; its failure is thrown where the returned function is awaited, never unheard before. */
function settle<Result>(work: Promise<Result>): () => Promise<Result> {
  work.catch(() => undefined);
  return () => work;
}
