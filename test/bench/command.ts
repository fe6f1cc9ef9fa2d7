import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Contestant, median } from '../support/contestant';
import { finescope } from '../support/finescope';
import { randomBundle } from '../support/random-bundle';
import { imageJTiff } from '../support/sample-tiff';

/**
 * `npm run bench command [-- SIDE...]`: the whole command, with reading, statistics, tiles, halo, transfers between
 * processes and writing, beside PyTorch's bare forward pass on the same image (channels_last, two threads), in turn in
 * one run. The cost of a plane is the time of six planes less that of one, over five: starting up falls out and is told
 * apart. Compare ratios within a run.
 */
const ROUNDS = 4;
const THREADS = 2;
const MORE = 5;

const folder = mkdtempSync(join(tmpdir(), 'finescope-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const sides = process.argv.slice(2).map(Number).filter(Boolean);
const model = await randomBundle(join(folder, 'model'), {
  blocks: [3, 6, 3],
  growthRate: 16,
  firstFeatures: 48,
});
const peer = new Contestant(
  'PyTorch',
  spawn(process.env['FINESCOPE_PYTHON']!, [resolve('test/bench/inference.py')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  }),
);

async function timeOf(words: string[]): Promise<number> {
  const start = performance.now();
  const { code, stderr } = await finescope(words);
  if (code !== 0) throw new Error(stderr);
  return performance.now() - start;
}

const superResolve = (image: string, ...options: string[]) =>
  timeOf(['super-resolve', image, '--model', model, '--out', join(folder, 'out.tif'), ...options]);

console.log('DenseED (3,6,3), a 16-bit plane, ms (median of rounds); ratio is PyTorch / command');
for (const side of sides.length > 0 ? sides : [1024, 2048]) {
  const [one, more] = [1, 1 + MORE].map((frames) => {
    const path = join(folder, `${side}-${frames}.tif`);
    writeFileSync(path, imageJTiff({ width: side, height: side, frames }));
    return path;
  }) as [string, string];
  const ways: { name: string; options: string[]; times: number[]; start: number[] }[] = [
    { name: 'tiles chosen by memory', options: [], times: [], start: [] },
    { name: 'tiles of 640 with halo', options: ['--tile', '640'], times: [], start: [] },
  ];
  const forward: number[] = [];
  await peer.run(side, 1, THREADS);
  for (let round = 0; round < ROUNDS; round++) {
    forward.push(...(await peer.run(side, 3, THREADS)));
    for (const { options, times, start } of ways) {
      const single = await superResolve(one, ...options);
      times.push((await superResolve(more, ...options)) - single);
      start.push(single);
    }
  }
  console.log(`${side} x ${side}: PyTorch ${median(forward).toFixed(0)}`);
  for (const { name, times, start } of ways) {
    const plane = median(times) / MORE;
    const ratio = (median(forward) / plane).toFixed(2);
    console.log(
      `  ${name}: ${plane.toFixed(0)} a plane, ratio ${ratio}; one plane, start-up included ${median(start).toFixed(0)}`,
    );
  }
}
peer.stop();

console.log('Start-up, ms (median):');
const small = join(folder, 'small.tif');
writeFileSync(small, imageJTiff({ width: 64, height: 64, frames: 1 }));
for (const [name, words] of [
  ['--version', ['--version']],
  ['info of a small image', ['info', small]],
  [
    'super-resolve of a small image',
    ['super-resolve', small, '--model', model, '--out', join(folder, 'out.tif')],
  ],
] as const) {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) times.push(await timeOf([...words]));
  console.log(`  ${name}: ${median(times).toFixed(0)}`);
}
