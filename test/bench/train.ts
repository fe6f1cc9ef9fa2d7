import { fork, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Architecture } from '../../src-main/contract/model';
import { TrainingConfig } from '../../src-main/contract/training-config';
import { trainingEnvironment } from '../../src-main/engine/environment';
import { loadAddon } from '../../src-main/engine/tensorflow';
import { createTrainingProgram } from '../../src-main/training/program';
import type { TrainingProgram } from '../../src-main/training/training-program';
import { Contestant, median } from '../support/contestant';

/**
 * `npm run bench train [-- NETWORK...] [--rounds N] [--side N] [--batch N] [--threads N]`: steps of training (forward,
 * backward, Adam; the paper's recipe) beside PyTorch channels_last. Both live in processes of their own and are asked in
 * turn, so that whatever else the machine does falls on both: compare ratios within a run, never times between runs.
 */
const NETWORKS: Record<string, Architecture> = {
  'denseed-3-6-3': Architecture.parse({ kind: 'denseed', blocks: [3, 6, 3] }),
  'denseed-9-18-9': Architecture.parse({ kind: 'denseed', blocks: [9, 18, 9] }),
  unet: Architecture.parse({ kind: 'unet' }),
  dncnn: Architecture.parse({ kind: 'dncnn' }),
};

/** What can be asked for, with what the paper has. */
const OPTIONS = { rounds: 10, side: 128, batch: 16, threads: 2 };
/** Milliseconds of work asked at a time, at least. */
const TURN_MS = 1500;

async function main(words: string[]): Promise<void> {
  const { names, options } = asked(words);
  const { rounds, side, batch, threads } = options;
  console.log(
    `One step of ${batch} patches of ${side} x ${side}, ${threads} threads each, ms: min / median of ${rounds} turns; ` +
      `ratio is Finescope / PyTorch, of the minima / of the medians / median of the turns' own`,
  );
  for (const name of names) {
    const ours = contestant(name, batch, threads);
    const peer = pytorch(name, batch);
    try {
      const [first] = [await peer.run(side, 2, threads), await ours.run(side, 2, threads)];
      const runs = Math.max(1, Math.ceil(TURN_MS / Math.min(...first)));
      const turns: { ours: number[]; peer: number[] }[] = [];
      for (let round = 0; round < rounds; round++) {
        // Who begins changes, so that what lasts longer than a turn favours neither.
        const oursFirst = round % 2 === 0 ? await ours.run(side, runs, threads) : null;
        const peers = await peer.run(side, runs, threads);
        turns.push({ ours: oursFirst ?? (await ours.run(side, runs, threads)), peer: peers });
      }
      console.log(row(name, turns));
    } finally {
      ours.stop();
      peer.stop();
    }
  }
}

function asked(words: string[]): { names: string[]; options: typeof OPTIONS } {
  const options = { ...OPTIONS };
  const names: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const option = words[i]!.replace(/^--/, '');
    if (option in options) options[option as keyof typeof OPTIONS] = Number(words[++i]);
    else if (option in NETWORKS) names.push(option);
    else throw new Error(`There is no network "${words[i]}"; there are ${Object.keys(NETWORKS).join(', ')}.`);
  }
  return { names: names.length > 0 ? names : Object.keys(NETWORKS), options };
}

function row(name: string, turns: { ours: number[]; peer: number[] }[]): string {
  const [ours, peer] = [turns.flatMap((turn) => turn.ours), turns.flatMap((turn) => turn.peer)];
  const pair = (times: number[]) => `${Math.min(...times).toFixed(1)} / ${median(times).toFixed(1)}`;
  const ratios = [
    Math.min(...ours) / Math.min(...peer),
    median(ours) / median(peer),
    median(turns.map((turn) => median(turn.ours) / median(turn.peer))),
  ];
  const perSecond = (1000 / median(ours)).toPrecision(3);
  return (
    `${name}: Finescope ${pair(ours)} (${perSecond} steps/s), PyTorch ${pair(peer)}, ` +
    `ratio ${ratios.map((ratio) => ratio.toFixed(3)).join(' / ')}`
  );
}

const STDIO = ['pipe', 'pipe', 'ignore'] as const;

function contestant(name: string, batch: number, threads: number): Contestant {
  const env = { ...process.env, ...trainingEnvironment({ threads }) };
  const words = ['--answer', name, String(batch)];
  const child = fork(fileURLToPath(import.meta.url), words, { env, stdio: [...STDIO, 'ipc'] });
  return new Contestant('Finescope', child);
}

function pytorch(name: string, batch: number): Contestant {
  const script = fileURLToPath(new URL('../../test/bench/train.py', import.meta.url));
  const words = [script, JSON.stringify(NETWORKS[name]), String(batch)];
  return new Contestant('PyTorch', spawn(process.env['FINESCOPE_PYTHON']!, words, { stdio: [...STDIO] }));
}

/** The process that trains on our side. */
function answer(name: string, batch: number): void {
  const addon = loadAddon(process.env['FINESCOPE_TENSORFLOW']!);
  const config = TrainingConfig.parse({
    name,
    architecture: NETWORKS[name],
    data: { kind: 'folder', folder: 'none' },
    batch,
  });
  let loaded: { side: number; program: TrainingProgram; step: number } | null = null;
  createInterface({ input: process.stdin }).on('line', (line) => {
    const [side, runs] = line.split(' ').map(Number) as [number, number];
    if (loaded?.side !== side) {
      loaded?.program.dispose();
      const values = { zero: -0.5, range: 1 };
      const program = createTrainingProgram(addon, { config, side, evaluationSizes: [], values });
      loaded = { side, program, step: 0 };
    }
    const trained = loaded;
    const image = (phase: number) =>
      Float32Array.from({ length: batch * side * side }, (_, i) => Math.sin(i * 0.1 + phase) / 2);
    const pair = { input: image(0), target: image(1) };
    const times = Array.from({ length: runs }, () => {
      const start = performance.now();
      trained.program.step(pair, { step: ++trained.step, rateFactor: 1 });
      return performance.now() - start;
    });
    console.log(JSON.stringify(times));
  });
}

const [first, name, batch, ...rest] = process.argv.slice(2);
if (first === '--answer') answer(name!, Number(batch));
else await main([first, name, batch, ...rest].filter((word) => word !== undefined));
