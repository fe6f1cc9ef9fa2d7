import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Architecture } from '../../src-main/contract/model';
import { TrainingConfig } from '../../src-main/contract/training-config';
import { trainingEnvironment } from '../../src-main/engine/environment';
import { loadAddon } from '../../src-main/engine/tensorflow';
import { createTrainingProgram } from '../../src-main/training/program';

/**
 * `npm run bench train-memory [-- small|large]`: resident memory and tensors of a training process over 10,000 steps of a
 * small network (about two minutes) and 200 of DenseED (3,6,3) as the paper trains it. Neither may grow; the exit code
 * says whether they did.
 */
const RUNS = {
  small: {
    architecture: { kind: 'denseed', blocks: [1, 1, 1], growthRate: 8, firstFeatures: 16 },
    batch: 4,
    side: 32,
    steps: 10_000,
  },
  large: { architecture: { kind: 'denseed', blocks: [3, 6, 3] }, batch: 16, side: 128, steps: 200 },
};
type Name = keyof typeof RUNS;

/** Lines told of a run, each a part of its steps. */
const LINES = 10;
/** The first part is left out: TensorFlow's allocator and V8 take what they will need. */
const WARM_UP = 1;
/** What a run may take beyond its warm-up: the allocator's pools still settle. Bytes. */
const SETTLING = 16 * 2 ** 20;

async function main(names: Name[]): Promise<void> {
  for (const name of names) {
    const env = { ...process.env, ...trainingEnvironment({ threads: 2 }) };
    const execArgv = ['--expose-gc'];
    const child = fork(fileURLToPath(import.meta.url), ['--answer', name], { env, execArgv });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) process.exitCode = 1;
  }
}

/** Trains, and tells what the process holds after each part of the steps. */
function train(name: Name): void {
  const { architecture, batch, side, steps } = RUNS[name];
  const addon = loadAddon(process.env['FINESCOPE_TENSORFLOW']!);
  const config = TrainingConfig.parse({
    name,
    architecture: Architecture.parse(architecture),
    data: { kind: 'folder', folder: 'none' },
    batch,
  });
  const values = { zero: -0.5, range: 1 };
  const program = createTrainingProgram(addon, { config, side, evaluationSizes: [], values });
  console.log(`${name}: ${steps} steps of ${batch} patches of ${side} x ${side}`);
  const held: { bytes: number; tensors: number }[] = [];
  const length = batch * side * side;
  const began = performance.now();
  for (let step = 1; step <= steps; step++) {
    // New arrays each step, as the data thread hands them over.
    const image = (phase: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * 0.1 + phase) / 2);
    program.step({ input: image(step), target: image(step + 1) }, { step, rateFactor: 1 });
    if (step % (steps / LINES) !== 0) continue;
    globalThis.gc?.();
    held.push({ bytes: process.memoryUsage.rss(), tensors: addon.getNumOfTensors() });
    const { bytes, tensors } = held.at(-1)!;
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `  after ${String(step).padStart(5)} steps, ${seconds.toFixed(0).padStart(4)} s: ` +
        `${(bytes / 2 ** 20).toFixed(1).padStart(7)} MiB resident, ${tensors} tensors`,
    );
  }
  program.dispose();
  const settled = held.slice(WARM_UP);
  const growth = settled.at(-1)!.bytes - settled[0]!.bytes;
  const more = settled.at(-1)!.tensors - settled[0]!.tensors;
  const grew = growth > SETTLING || more > 0;
  console.log(
    `  ${grew ? 'IT GREW' : 'no growth'}: ${(growth / 2 ** 20).toFixed(1)} MiB and ${more} tensors since the warm-up`,
  );
  process.exitCode = grew ? 1 : 0;
}

const words = process.argv.slice(2);
if (words[0] === '--answer') train(words[1] as Name);
else {
  const unknown = words.find((word) => !(word in RUNS));
  if (unknown) throw new Error(`There is no run "${unknown}"; there are ${Object.keys(RUNS).join(', ')}.`);
  await main(words.length > 0 ? (words as Name[]) : (Object.keys(RUNS) as Name[]));
}
