import { fork, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { compileNetwork } from '../../src-main/engine/compile';
import { computeEnvironment } from '../../src-main/engine/environment';
import { openSession, type Program } from '../../src-main/engine/session';
import { arbitraryWeights } from '../../src-main/engine/speed';
import { loadAddon } from '../../src-main/engine/tensorflow';
import { denseEd } from '../../src-main/models/denseed';
import { Contestant, median } from '../support/contestant';

/**
 * `npm run bench inference [-- SIDE...]`: DenseED (3,6,3) on one tile, our compiled session beside PyTorch
 * channels_last. Both live in processes of their own and are asked in turn, so that whatever else the machine does
 * falls on both: compare ratios within a run, never times between runs.
 */
const SIDES = [256, 512, 1024, 2048];
const ROUNDS = 8;
const THREADS = 2;
/** Milliseconds of work asked at a time, about. */
const TURN_MS = 1000;

async function main(sides: number[]): Promise<void> {
  const here = fileURLToPath(import.meta.url);
  const script = fileURLToPath(new URL('../../test/bench/inference.py', import.meta.url));
  const stdio = ['pipe', 'pipe', 'ignore'] as const;
  const env = { ...process.env, ...computeEnvironment({ threads: THREADS }) };
  const ours = new Contestant('Finescope', fork(here, ['--answer'], { env, stdio: [...stdio, 'ipc'] }));
  const peer = new Contestant(
    'PyTorch',
    spawn(process.env['FINESCOPE_PYTHON']!, [script], { stdio: [...stdio] }),
  );
  console.log(
    `DenseED (3,6,3), one tile, ${THREADS} threads each, ms: min / median; ratio is PyTorch / Finescope`,
  );
  try {
    for (const side of sides) {
      const times = new Map<Contestant, number[]>([
        [ours, []],
        [peer, []],
      ]);
      const runs = Math.max(1, Math.round(TURN_MS / Math.min(...(await peer.run(side, 2, THREADS)))));
      await ours.run(side, 2, THREADS);
      for (let round = 0; round < ROUNDS; round++) {
        for (const [contestant, all] of times) all.push(...(await contestant.run(side, runs, THREADS)));
      }
      console.log(row(side, times.get(ours)!, times.get(peer)!));
    }
  } finally {
    ours.stop();
    peer.stop();
  }
}

function row(side: number, ours: number[], peer: number[]): string {
  const pair = (times: number[]) => `${Math.min(...times).toFixed(1)} / ${median(times).toFixed(1)}`;
  const ratio = `${(Math.min(...peer) / Math.min(...ours)).toFixed(2)} / ${(median(peer) / median(ours)).toFixed(2)}`;
  return `${side} x ${side}: Finescope ${pair(ours)}, PyTorch ${pair(peer)}, ratio ${ratio}`;
}

/** The process that computes our side. */
function answer(): void {
  const addon = loadAddon(process.env['FINESCOPE_TENSORFLOW']!);
  const network = denseEd({ blocks: [3, 6, 3] });
  const weights = arbitraryWeights(network);
  let loaded: { side: number; program: Program; image: Float32Array } | null = null;
  createInterface({ input: process.stdin }).on('line', (line) => {
    const [side, runs] = line.split(' ').map(Number) as [number, number];
    if (loaded?.side !== side) {
      loaded?.program.dispose();
      const compiled = compileNetwork(network, weights, { batch: 1, height: side, width: side });
      const image = Float32Array.from({ length: side * side }, (_, i) => Math.sin(i * 0.1) / 2);
      loaded = { side, program: openSession(addon, compiled), image };
    }
    const { program, image } = loaded;
    const times = Array.from({ length: runs }, () => {
      const start = performance.now();
      program.run(image);
      return performance.now() - start;
    });
    console.log(JSON.stringify(times));
  });
}

const words = process.argv.slice(2);
if (words.includes('--answer')) answer();
else await main(words.length ? words.map(Number) : SIDES);
