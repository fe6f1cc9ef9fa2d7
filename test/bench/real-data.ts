import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SweepConfigInput } from '../../src-main/contract/sweep-config';
import type { ComparedRun } from '../../src-main/figures/run-comparison';
import { cropped, meanOfBlocks, readPlane, writePlane } from '../support/planes';
import { hasReference, NEEDS_REFERENCE, reference } from '../support/reference';
import { finescope } from '../support/finescope';

// Trains on real data and says what came of it, beside the baselines; goes on where it was interrupted.
//   npm run bench real-data -- FOLDER [w2s] [deep-storm] [systems]
// w2s:        DenseED (3,6,3) by the paper's recipe and U-Net, the same steps, on 15 fields (3 kept aside).
// deep-storm: the authors' frames, then their test stack: recovery.tif.
// systems:    every other published system on a few small fields, a few minutes in all.

const PARTS = { w2s, 'deep-storm': deepStorm, systems } as const;
type Part = keyof typeof PARTS;

async function main(words: string[]): Promise<void> {
  if (!hasReference) throw new Error(`This bench ${NEEDS_REFERENCE}.`);
  const named = words.filter((word): word is Part => word in PARTS);
  const folder = resolve(words.find((word) => !(word in PARTS)) ?? 'out/bench/real-data');
  mkdirSync(folder, { recursive: true });
  for (const part of named.length > 0 ? named : (Object.keys(PARTS) as Part[])) {
    console.log(`\n${part}`);
    await PARTS[part](join(folder, part));
  }
}

/** Runs a sweep to its end and prints its table, baselines first. */
async function swept(folder: string, config: SweepConfigInput): Promise<ComparedRun[]> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${config.name}.json`);
  writeFileSync(file, JSON.stringify(config, null, 2));
  const runs = join(folder, config.name);
  const { code, stdout, stderr } = await finescope(['sweep', file, '--out', runs]);
  if (code !== 0) throw new Error(stderr);
  console.log(stdout.trim());
  const { rows } = JSON.parse(readFileSync(join(runs, 'comparison.json'), 'utf8')) as { rows: ComparedRun[] };
  const { baselines } = JSON.parse(readFileSync(join(rows[0]!.run, 'run.json'), 'utf8'));
  for (const [name, scores] of Object.entries(baselines ?? {})) {
    const { psnr, ssim } = (scores as { psnr: number; ssim: number | null } | null) ?? {};
    if (psnr !== undefined) console.log(`  ${name}: ${psnr.toFixed(2)} dB, SSIM ${ssim?.toFixed(3) ?? '-'}`);
  }
  for (const { name, overRescaled } of rows) {
    if (overRescaled !== null && overRescaled <= 0)
      console.log(`  ${name} does not reach the best rescaling of the frame: ${overRescaled.toFixed(2)} dB.`);
  }
  return rows;
}

async function w2s(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const fields = (part: string) => readdirSync(reference('w2s', part, 'input')).sort();
  const rows = ['train', 'validation'].flatMap((part) =>
    fields(part).map((file) =>
      [reference('w2s', part, 'input', file), reference('w2s', part, 'target', file), nameOf(file)].join(),
    ),
  );
  const table = join(folder, 'pairs.csv');
  writeFileSync(table, ['input,target,field', ...rows, ''].join('\n'));
  await swept(folder, {
    name: 'w2s',
    data: table,
    set: { 'split.validation': fields('validation').map(nameOf), epochs: 30 },
    variants: [
      { name: 'DenseED (3,6,3)', preset: 'denseed-363' },
      { name: 'U-Net', preset: 'u-net' },
    ],
  });
}

const nameOf = (file: string): string => file.replace(/\.tif$/, '');

async function deepStorm(folder: string): Promise<void> {
  const [run] = await swept(folder, {
    name: 'deep-storm',
    preset: 'deep-storm',
    data: {
      kind: 'localisations',
      frames: reference('deep-storm', 'training-frames.tif'),
      positions: reference('deep-storm', 'training-positions.csv'),
    },
    set: { 'split.validation': 2, 'patches.perImage': 48, batch: 4, epochs: 15 },
  });
  const seconds = (run!.secondsPerEpoch ?? 0) * run!.epochs;
  console.log(`Trained in ${(seconds / 60).toFixed(1)} min.`);
  const recovery = join(folder, 'recovery.tif');
  const stack = reference('deep-storm', 'test-stack.tif');
  const { code, stdout, stderr } = await finescope([
    'super-resolve',
    stack,
    '--model',
    run!.run,
    '--out',
    recovery,
  ]);
  if (code !== 0) throw new Error(stderr);
  console.log(stdout.trim());
}

/** Side of the fields that systems are trained on; ANNA-PALM's patches are as large. */
const SIDE = 256;

async function systems(folder: string): Promise<void> {
  const same = await smallFields(join(folder, 'fields'), 1);
  const finer = await smallFields(join(folder, 'fields-x4'), 4);
  const epochs = 6;
  const set = { 'split.validation': 1, batch: 4, 'patches.side': 64, epochs };
  await swept(folder, {
    name: 'same-size',
    data: same,
    set,
    variants: [
      { name: 'DenseED (3,6,3)', preset: 'denseed-363' },
      { name: 'DenseED (3,6,3), published scripts', preset: 'denseed-363-scripts' },
      { name: 'U-Net without batch norm', preset: 'u-net-plain' },
      { name: 'Autoencoder', preset: 'autoencoder' },
      { name: 'DnCNN', preset: 'dncnn' },
      { name: 'Residual CNN', preset: 'residual-cnn' },
      { name: 'GAN of Wang 2019', preset: 'wang-gan', set: { 'architecture.features': 16 } },
      { name: "The authors' own GAN", preset: 'group-gan', set: { 'patches.side': 128, batch: 2 } },
      { name: 'GAN with DenseED', preset: 'denseed-gan', set: { 'patches.side': 128, batch: 2 } },
      { name: 'ANNA-PALM', preset: 'anna-palm', set: { 'patches.side': SIDE, batch: 1 } },
    ],
  });
  await swept(folder, {
    name: 'four-times-finer',
    data: finer,
    set: { ...set, 'patches.side': 32 },
    variants: [{ name: 'RFGANM', preset: 'rfganm' }],
  });
}

/** Six small fields of w2s; `finer`: the input is binned by that much. Answers the folder. */
async function smallFields(folder: string, finer: number): Promise<string> {
  for (const role of ['input', 'target'] as const) {
    mkdirSync(join(folder, role), { recursive: true });
    for (const file of readdirSync(reference('w2s', 'train', role))
      .sort()
      .slice(0, 6)) {
      const field = cropped(await readPlane(reference('w2s', 'train', role, file)), SIDE);
      await writePlane(join(folder, role, file), role === 'input' ? meanOfBlocks(field, finer) : field);
    }
  }
  return folder;
}

await main(process.argv.slice(2));
