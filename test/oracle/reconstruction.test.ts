import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CancelSource } from '../../src-main/contract/signal';
import type { SupervisedSession } from '../../src-main/supervisor/session';
import { runCommandLine } from '../../src-main/terminal/run';
import { readPixels } from '../support/read-image';
import { hasReference, NEEDS_REFERENCE, reference } from '../support/reference';
import { startTestSession } from '../support/test-session';

// NanoPyx 2.1.5 wrote the files of ../shared/reference/srrf (manifest.json tells every parameter); the same is asked of
// Finescope by the words of its command line. Tolerances are those of SPEC section 8: radiality is looser, for where a ring
// point falls on a pixel whose gradient is exactly 0, rounding decides.

interface Entry {
  file: string;
  method: 'SRRF' | 'eSRRF';
  projection: string;
  magnification: number;
  ring_radius?: number;
  ring_axes?: number;
  radiality_positivity?: boolean;
  radius?: number;
  sensitivity?: number;
  intensity_weighting: boolean;
  macro_pixel_correction: boolean;
  frames: 'all' | number[];
  invalid_border_output_px: number;
  known_defect?: string;
  shape: number[];
}

const entries: Entry[] = hasReference
  ? JSON.parse(readFileSync(reference('srrf', 'manifest.json'), 'utf8')).files
  : [];

/** The words that ask for a file. */
function wordsOf(entry: Entry, out: string): string[] {
  const { method, magnification, projection, frames } = entry;
  const temporal = frames === 'all' ? projection.split(' ')[0]!.toLowerCase() : 'frames';
  const words = [method.toLowerCase(), reference('srrf', 'stack-filaments.tif'), '--out', out];
  words.push('--magnification', `${magnification}`, '--temporal', temporal, '--placement', 'reference');
  if (method === 'SRRF')
    words.push('--ring-radius', `${entry.ring_radius}`, '--ring-axes', `${entry.ring_axes}`);
  else words.push('--radius', `${entry.radius}`, '--sensitivity', `${entry.sensitivity}`);
  if (!entry.intensity_weighting) words.push('--no-intensity-weighting');
  if (entry.radiality_positivity === false) words.push('--signed');
  if (entry.macro_pixel_correction) words.push('--macro-pixel-correction');
  if (frames !== 'all') words.push('--frames', frames.map((frame) => frame + 1).join());
  return words;
}

/** Largest difference over the largest value, rms over rms, and the part of pixels beyond a thousandth of the largest. */
function compare(actual: ArrayLike<number>[], expected: ArrayLike<number>[], entry: Entry) {
  const [height, width] = entry.shape.slice(-2) as [number, number];
  const border = entry.invalid_border_output_px;
  let [most, largest, squares, all, pixels] = [0, 0, 0, 0, 0];
  const differences: number[] = [];
  expected.forEach((plane, n) => {
    for (let i = border; i < height - border; i++) {
      for (let j = border; j < width - border; j++) {
        const value = plane[i * width + j]!;
        const difference = Math.abs(actual[n]![i * width + j]! - value);
        differences.push(difference);
        most = Math.max(most, difference);
        largest = Math.max(largest, Math.abs(value));
        squares += difference ** 2;
        all += value ** 2;
        pixels++;
      }
    }
  });
  const beyond = differences.filter((difference) => difference > 1e-3 * largest).length / pixels;
  return { most: most / largest, rms: Math.sqrt(squares / all), beyond };
}

describe.skipIf(!hasReference)(`SRRF and eSRRF beside NanoPyx (${NEEDS_REFERENCE})`, () => {
  let folder: string;
  let session: SupervisedSession;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'finescope-'));
    session = startTestSession(folder);
  });
  afterAll(async () => {
    await session.stop();
    rmSync(folder, { recursive: true });
  });

  it('has files to compare with', () => expect(entries.length).toBeGreaterThan(60));

  it.each(entries.filter(({ known_defect }) => !known_defect).map((entry) => [entry.file, entry] as const))(
    'equals %s',
    async (file, entry) => {
      const out = join(folder, file);
      let said = '';
      const terminal = { write: (text: string) => void (said += text), isTTY: false };
      const streams = { out: terminal, err: terminal } as never;
      const code = await runCommandLine(
        wordsOf(entry, out),
        streams,
        'test',
        () => session,
        new CancelSource().signal,
      );
      expect(code, said).toBe(0);
      const { most, rms, beyond } = compare(
        await readPixels(out),
        await readPixels(reference('srrf', file)),
        entry,
      );
      expect(rms).toBeLessThan(entry.method === 'SRRF' ? 1e-4 : 1e-5);
      if (entry.method === 'eSRRF') expect(most).toBeLessThan(1e-4);
      else expect(beyond).toBeLessThanOrEqual(1e-3);
    },
  );
});
