import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { planeGeometry } from '../../src-main/imaging/geometry';
import { writeImage } from '../support/write-image';
import { heldMemory } from '../support/process-tree';

/**
 * `npm run bench srrf [-- --frames N] [--many N]`: SRRF and eSRRF of 100 frames of 256 x 256 at magnification 5, from the
 * command line (start of the processes, reading and writing included), beside NanoPyx, whose fastest run type is timed on 5
 * frames, without its imports, and scaled linearly. Memory is the most that all of Finescope's processes hold, also with
 * `many` frames.
 */
const SIDE = 256;
const MAGNIFICATION = 5;
const PEER_FRAMES = 5;

async function main(words: string[]): Promise<void> {
  const option = (name: string, usual: number) => {
    const at = words.indexOf(`--${name}`);
    return at < 0 ? usual : Number(words[at + 1]);
  };
  const frames = option('frames', 100);
  const many = option('many', 1000);
  const folder = mkdtempSync(join(tmpdir(), 'finescope-bench-'));
  try {
    const stack = await noiseStack(join(folder, 'stack.tif'), frames);
    const peer = nanopyx(stack);
    for (const method of ['srrf', 'esrrf'] as const) {
      const runs = [];
      for (let run = 0; run < 3; run++) runs.push(await finescope(method, stack, join(folder, 'out.tif')));
      const ours = Math.min(...runs.map(({ seconds }) => seconds));
      const [kind, seconds] = Object.entries(peer[method]).sort((a, b) => a[1] - b[1])[0]!;
      const scaled = (seconds * frames) / PEER_FRAMES;
      console.log(
        `${method}, ${frames} frames of ${SIDE} x ${SIDE}, magnification ${MAGNIFICATION}: Finescope ${ours.toFixed(2)} s ` +
          `(the best of ${runs.length}), NanoPyx ${scaled.toFixed(0)} s (${kind}; ${seconds.toFixed(2)} s for ` +
          `${PEER_FRAMES} frames), ${(scaled / ours).toFixed(0)} times as long`,
      );
    }
    if (many === 0) return;
    const long = await noiseStack(join(folder, 'long.tif'), many);
    for (const method of ['srrf', 'esrrf'] as const) {
      const [few, all] = [
        await finescope(method, stack, join(folder, 'out.tif')),
        await finescope(method, long, join(folder, 'out.tif')),
      ];
      const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
      console.log(
        `${method}: at most ${mib(few.bytes)} of memory for ${frames} frames, ${mib(all.bytes)} for ${many}`,
      );
      if (all.bytes > 2 ** 30) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A stack of Poisson-like noise of mean 100 around spots, uint16. */
async function noiseStack(path: string, frames: number): Promise<string> {
  const info = {
    name: 'bench',
    shape: [frames, SIDE, SIDE],
    axes: 'TYX',
    pixelType: 'uint16' as const,
    calibration: { pixelSizeUm: { x: 0.1, y: 0.1, z: null }, frameIntervalS: null },
    channels: [],
    levels: [{ width: SIDE, height: SIDE }],
    notes: [],
  };
  const { planes } = planeGeometry(info);
  let state = 1;
  const data = Uint16Array.from({ length: planes * SIDE * SIDE }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [x, y] = [n % SIDE, Math.floor(n / SIDE) % SIDE];
    return 80 + 40 * Math.cos(x / 5) * Math.cos(y / 7) + (state >>> 27);
  });
  await writeImage(path, info, data);
  return path;
}

function nanopyx(stack: string): Record<'srrf' | 'esrrf', Record<string, number>> {
  const script = fileURLToPath(new URL('../../test/bench/srrf.py', import.meta.url));
  const words = [script, stack, `${MAGNIFICATION}`, `${PEER_FRAMES}`];
  const { stdout, stderr, status } = spawnSync(process.env['FINESCOPE_PYTHON']!, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`NanoPyx did not run: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').pop()!);
}

/** One run of the command line: how long it took, and the most memory that its processes held. */
async function finescope(
  method: string,
  stack: string,
  out: string,
): Promise<{ seconds: number; bytes: number }> {
  const began = performance.now();
  const words = [
    resolve('out/main/cli.cjs'),
    method,
    stack,
    '--out',
    out,
    '--magnification',
    `${MAGNIFICATION}`,
  ];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  let bytes = 0;
  const watch = setInterval(() => (bytes = Math.max(bytes, heldMemory(child.pid!))), 100);
  const code = await new Promise<number | null>((done) => child.on('exit', done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`${method} ended with ${code}.`);
  return { seconds: (performance.now() - began) / 1000, bytes };
}

await main(process.argv.slice(2));
