import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PixelArray } from '../../src-main/contract/image';
import { isAbort } from '../../src-main/contract/signal';
import { TaggedError } from '../../src-main/contract/errors';
import type { SuperResolveRequest } from '../../src-main/jobs/request';
import { superResolve } from '../../src-main/jobs/super-resolve';
import type { SupervisedSession } from '../../src-main/supervisor/session';
import { randomBundle } from '../support/random-bundle';
import { startFinescope } from '../support/finescope';
import { sharedFolder } from '../support/temporary-folder';
import { readPixels } from '../support/read-image';
import { imageJTiff } from '../support/sample-tiff';
import { startTestSession } from '../support/test-session';

const ROUNDS = 50;
/** A seeded sequence, so that a failing moment can be found again. */
let state = 20261122;
const random = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;

describe('processes killed at random moments', () => {
  const folder = sharedFolder();
  const out = join(folder, 'out');
  const output = join(out, 'result.tif');
  const earlier = Buffer.from('an earlier result that must survive');
  let request: SuperResolveRequest;
  let session: SupervisedSession;
  let complete: PixelArray[];

  beforeAll(async () => {
    mkdirSync(out);
    const image = join(folder, 'stack.tif');
    writeFileSync(image, imageJTiff({ width: 200, height: 150, frames: 12 }));
    const model = await randomBundle(join(folder, 'model'));
    request = { input: [image], model, out: output, series: 1, range: 'as-is', tile: 96 };
    session = startTestSession(folder);
    await superResolve(session, request, {});
    complete = await readPixels(output);
  });

  afterAll(() => session.stop());

  it(`leave a whole result or a sentence, ${ROUNDS} times, and the next call works`, async () => {
    const startedAt = Date.now();
    await superResolve(session, request, {});
    const usualMs = Date.now() - startedAt;
    const seen = { results: 0, sentences: 0 };

    for (let round = 0; round < ROUNDS; round++) {
      writeFileSync(output, earlier);
      const kind = random() < 0.5 ? 'files' : 'compute';
      const timer = setTimeout(() => {
        for (const pid of session.pids()[kind]) process.kill(pid, 'SIGKILL');
      }, random() * usualMs);
      const failure = await superResolve(session, request, {}).then(
        () => null,
        (error: unknown) => error,
      );
      clearTimeout(timer);
      if (failure === null) {
        seen.results++;
        expect(largestDifference(await readPixels(output), complete)).toBeLessThanOrEqual(1);
      } else {
        seen.sentences++;
        expect(failure).toBeInstanceOf(TaggedError);
        expect((failure as Error).message).toMatch(/^The (files|compute) process ended unexpectedly .*\.$/);
        // Between the rename and its answer a process may end too: then the whole result stands there already.
        const isUntouched = readFileSync(output).equals(earlier);
        if (!isUntouched)
          expect(largestDifference(await readPixels(output), complete)).toBeLessThanOrEqual(1);
      }
      expect(readdirSync(out)).toEqual(['result.tif']);
    }
    expect(seen.results).toBeGreaterThan(0);
    expect(seen.sentences).toBeGreaterThan(0);
    await superResolve(session, request, {});
    expect(await readPixels(output)).toEqual(complete);
  });

  it('end with the command line that started them, which leaves nothing half written', async () => {
    const long = join(folder, 'long.tif'); // long enough to be caught at work on a busy machine
    writeFileSync(long, imageJTiff({ width: 600, height: 500, frames: 40 }));
    for (const signal of ['SIGKILL', 'SIGINT', 'SIGTERM'] as const) {
      writeFileSync(output, earlier);
      const words = ['super-resolve', long, '--model', request.model!, '--out', output, '--tile', '96'];
      const { child, outcome } = startFinescope(words);
      await until(() => readdirSync(out).length > 1);
      child.kill(signal);
      const { code, stderr } = await outcome;
      if (signal !== 'SIGKILL') {
        expect(code).toBe(130);
        expect(stderr).toContain('Cancelled; nothing was left half written.');
      }
      await until(() => readdirSync(out).length === 1);
      expect(readFileSync(output)).toEqual(earlier);
    }
  });

  it('cancel within a tile and leave nothing', async () => {
    writeFileSync(output, earlier);
    const cancel = new AbortController();
    const failure = await superResolve(session, request, {
      signal: cancel.signal,
      onProgress: ({ unit, done }) => unit === 'tiles' && done === 3 && cancel.abort(),
    }).catch((error: unknown) => error);
    expect(isAbort(failure)).toBe(true);
    expect(readdirSync(dirname(output))).toEqual(['result.tif']);
    expect(readFileSync(output)).toEqual(earlier);
    expect(existsSync(output)).toBe(true);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 30_000) throw new Error('It did not happen within 30 s.');
    await new Promise((resume) => setTimeout(resume, 5));
  }
}

/** Largest difference between two stacks; infinite when one is longer. */
function largestDifference(a: PixelArray[], b: PixelArray[]): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  a.forEach((plane, t) =>
    plane.forEach((value, i) => (largest = Math.max(largest, Math.abs(value - b[t]![i]!)))),
  );
  return largest;
}
