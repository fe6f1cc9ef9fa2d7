import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { imageInfo } from './memory-source';
import { writeImage } from './write-image';

/**
 * Writes a folder to train on: so many fields of smooth spots, 16 bit, with noise in `input` and without in `target`.
 * A network soon beats the raw frame on them.
 */
export async function writeTrainingPairs(folder: string, fields: number, side = 64): Promise<void> {
  const info = imageInfo({ axes: 'YX', shape: [side, side], pixelType: 'uint16' });
  for (const part of ['input', 'target']) mkdirSync(join(folder, part), { recursive: true });
  for (let field = 0; field < fields; field++) {
    const random = randomFrom(field + 1);
    const spots = Array.from({ length: 12 }, () => ({ x: random() * side, y: random() * side }));
    const target = new Uint16Array(side * side);
    const input = new Uint16Array(side * side);
    for (let i = 0; i < target.length; i++) {
      const [x, y] = [i % side, Math.floor(i / side)];
      const light = spots.reduce(
        (sum, spot) => sum + Math.exp(-((x - spot.x) ** 2 + (y - spot.y) ** 2) / 18),
        0,
      );
      target[i] = Math.min(65_535, 4000 + 40_000 * light);
      input[i] = Math.max(0, Math.min(65_535, target[i]! * 0.6 + 8000 * (random() + random() - 1)));
    }
    const name = `field-${String(field + 1).padStart(2, '0')}.tif`;
    await writeImage(join(folder, 'input', name), info, input);
    await writeImage(join(folder, 'target', name), info, target);
  }
}

/** Numbers from 0 to below 1 that are the same for the same seed (a linear congruential generator). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
}
