import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processTree, watchMemory } from '../support/process-tree';
import { startFinescope } from '../support/finescope';
import { randomBundle } from '../support/random-bundle';
import { writeRawTiff } from '../support/raw-tiff';

// Peak memory of `super-resolve` (all its processes together) on images of growing side. The last takes minutes.
//   npm run bench memory [-- SIDE ...]
const sides = process.argv.slice(2).map(Number).filter(Boolean);
const folder = mkdtempSync(join(tmpdir(), 'finescope-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

const model = await randomBundle(join(folder, 'model'), {
  blocks: [3, 6, 3],
  growthRate: 16,
  firstFeatures: 48,
});
console.log('Peak resident memory of super-resolve, DenseED (3,6,3), 16-bit square images:');
let first: number | null = null;
for (const side of sides.length > 0 ? sides : [2000, 20_000]) {
  const image = join(folder, `${side}.tif`);
  writeSquare(image, side);
  const { child, outcome } = startFinescope([
    'super-resolve',
    image,
    '--model',
    model,
    '--out',
    join(folder, 'out.tif'),
  ]);
  const memory = watchMemory(child.pid!);
  const startedAt = Date.now();
  const { code, stderr } = await outcome;
  const peak = memory.stop();
  if (code !== 0) throw new Error(stderr);
  first ??= peak;
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(
    `  ${String(side).padStart(6)} squared: ${(peak / 2 ** 20).toFixed(0).padStart(5)} MB, ${(peak / first).toFixed(2)} of the first, ${seconds.toFixed(1)} s`,
  );
  rmSync(image);
}
if (processTree(process.pid).length > 2) console.log('Processes were left running.');

/** A 16-bit TIFF of waves, row by row so that the bench itself stays small. */
function writeSquare(path: string, side: number): void {
  const pixels = new Uint16Array(side);
  writeRawTiff(path, {
    width: side,
    height: side,
    row(_, y) {
      for (let x = 0; x < side; x++) pixels[x] = 20_000 + 20_000 * Math.sin(x / 9) * Math.cos(y / 11);
      return pixels;
    },
  });
}
