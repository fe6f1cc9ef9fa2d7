import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ImageInfo, PixelArray, Rectangle } from '../../src-main/contract/image';
import { isAbort } from '../../src-main/contract/signal';
import { openImage } from '../../src-main/io/open-image';
import type { BegunResult, ResultObserver } from '../../src-main/jobs/result-observer';
import { superResolve } from '../../src-main/jobs/super-resolve';
import { superResolveImage } from '../../src-main/jobs/super-resolve-image';
import type { SupervisedSession } from '../../src-main/supervisor/session';
import { imageInfo } from '../support/memory-source';
import { randomBundle } from '../support/random-bundle';
import { readPixels } from '../support/read-image';
import { sharedFolder } from '../support/temporary-folder';
import { startTestSession } from '../support/test-session';
import { writeImage } from '../support/write-image';

const [WIDTH, HEIGHT] = [900, 700];

/** What an observer was told, in order. */
type Told = {
  kind: 'begun' | 'computing' | 'done' | 'finished' | 'given up';
  plane?: number;
  tile?: Rectangle;
};

describe('a result that a person watches', () => {
  const folder = sharedFolder();
  const stack = join(folder, 'cells.tif');
  let session: SupervisedSession;
  let info: ImageInfo;
  let told: Told[];
  let notices: string[];

  /** Hears of everything; `onDone` is called with each tile that is done, `onBegun` before one is computed. */
  const observer = (
    onDone: (begun: BegunResult, told: Told) => void = () => undefined,
    onBegun: () => void = () => undefined,
  ): ResultObserver => ({
    begun(begun) {
      told.push({ kind: 'begun' });
      return {
        tileBegun(plane, tile) {
          told.push({ kind: 'computing', plane, tile });
          onBegun();
        },
        tileDone(plane, tile) {
          told.push({ kind: 'done', plane, tile });
          onDone(begun, told.at(-1)!);
        },
        finished: () => void told.push({ kind: 'finished' }),
        givenUp: () => void told.push({ kind: 'given up' }),
      };
    },
    notice: (sentence) => void notices.push(sentence),
  });
  const request = (models = ['small']) => ({
    path: stack,
    series: 0,
    name: 'cells.tif',
    info,
    models,
    range: 'as-is' as const,
    lookAt: { plane: 2, x: 880, y: 690 },
  });
  const partFiles = () =>
    readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.part'));
  const done = () => told.filter(({ kind }) => kind === 'done');

  beforeAll(async () => {
    mkdirSync(join(folder, 'models'));
    await randomBundle(join(folder, 'models', 'small'));
    await randomBundle(join(folder, 'models', 'other'), {
      blocks: [1, 2, 1],
      growthRate: 4,
      firstFeatures: 8,
    });
    await writeImage(stack, imageInfo({ axes: 'TCYX', shape: [2, 2, HEIGHT, WIDTH], pixelType: 'uint16' }));
    const opened = await openImage(stack);
    info = opened.series[0]!.info;
    await opened.close();
    session = startTestSession(folder);
  });
  beforeEach(() => {
    told = [];
    notices = [];
  });
  afterAll(() => session.stop());

  it('comes tile by tile from where the person looks, and equals the command line', async () => {
    const [result] = await superResolveImage(session, request(), observer(), {});
    const kinds = told.map(({ kind }) => kind);
    expect(kinds[0]).toBe('begun');
    expect(kinds.at(-1)).toBe('finished');
    expect(done().map(({ plane }) => plane)).toEqual(
      [2, 3, 0, 1].flatMap((plane) => new Array<number>(done().length / 4).fill(plane)),
    );
    const first = done()[0]!.tile!;
    expect([first.x + first.width, first.y + first.height]).toEqual([WIDTH, HEIGHT]);
    const area = done().reduce((sum, { tile }) => sum + tile!.width * tile!.height, 0);
    expect(area).toBe(4 * WIDTH * HEIGHT);
    expect(result!.output).toMatch(/cells-sr\.tif$/);

    const whole = join(folder, 'whole.tif');
    await superResolve(
      session,
      { input: [stack], model: 'small', out: whole, series: 1, range: 'as-is' },
      {},
    );
    expect(largestDifference(await readPixels(result!.output), await readPixels(whole))).toBeLessThan(1e-4);
    const provenance = await session.withFiles(async (files) => {
      const { handle } = await files.openImage({ path: result!.output });
      return files.readProvenance({ handle });
    });
    expect(provenance).toMatchObject({
      input: { file: 'cells.tif', series: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      tiling: { largestSide: 640 },
    });
  });

  it('can be read back where its tiles are done, before it is finished', async () => {
    let reading: Promise<PixelArray> | null = null;
    let wanted: Told | null = null;
    const hear = observer((begun, one) => {
      if (reading) return;
      wanted = one;
      const { plane, tile } = one as Required<Told>;
      reading = begun.files.openWritten({ handle: begun.sink }).then(async ({ handle }) => {
        const block = await begun.files.readRegion({ handle, series: 0, region: { plane, ...tile } });
        await begun.files.closeImage({ handle });
        return block.data;
      });
    });
    const [result] = await superResolveImage(session, request(), hear, {});
    const early = await reading!;
    const { plane, tile } = wanted! as Required<Told>;
    const complete = (await readPixels(result!.output))[plane]!;
    const rows = Array.from({ length: tile.height }, (_, row) => {
      const at = (tile.y + row) * WIDTH + tile.x;
      return [...complete.subarray(at, at + tile.width)];
    });
    expect([...early]).toEqual(rows.flat());
  });

  it('leaves nothing when it is cancelled, and the next is whole', async () => {
    const cancel = new AbortController();
    let output = '';
    const hear = observer((begun) => {
      output = begun.output;
      if (done().length === 3) cancel.abort();
    });
    const failure = await superResolveImage(session, request(), hear, { signal: cancel.signal }).catch(
      (error: unknown) => error,
    );
    expect(isAbort(failure)).toBe(true);
    expect(told.at(-1)).toEqual({ kind: 'given up' });
    expect([existsSync(output), partFiles()]).toEqual([false, []]);
    expect(await superResolveImage(session, request(), observer(), {})).toHaveLength(1);
  });

  it('goes on after the process that computes was killed, says so, and computes no done tile again', async () => {
    const [expected] = await superResolveImage(session, request(), observer(), {});
    told = [];
    let before: Told[] = [];
    const hear = observer(
      () => undefined,
      () => {
        if (done().length < 5 || before.length > 0) return;
        before = done();
        for (const pid of session.pids().compute) process.kill(pid, 'SIGKILL');
      },
    );
    const [result] = await superResolveImage(session, request(), hear, {});
    const [pixels, unbroken] = await Promise.all(
      [result!, expected!].map(({ output }) => readPixels(output)),
    );
    expect(largestDifference(pixels!, unbroken!)).toBeLessThan(1e-4);
    const isAgain = (one: Told) =>
      before.some(({ plane, tile }) => plane === one.plane && contains(tile!, one.tile!));
    expect(done().slice(before.length).some(isAgain)).toBe(false);
    expect(notices).toEqual([
      'The process that computes ended unexpectedly and was started again. Going on with tiles of 320 pixels instead of 640.',
    ]);
  });

  it('fails with a sentence when that process is killed again and again, and the next click works', async () => {
    let killed = 0;
    const killer = setInterval(() => {
      for (const pid of session.pids().compute) {
        killed++;
        process.kill(pid, 'SIGKILL');
      }
    }, 20);
    const failure = await superResolveImage(session, request(), observer(), {}).catch(
      (error: Error) => error,
    );
    clearInterval(killer);
    expect((failure as Error).message).toMatch(/^The compute process ended unexpectedly/);
    expect(killed).toBeGreaterThan(0);
    expect(partFiles()).toEqual([]);
    expect(await superResolveImage(session, request(), observer(), {})).toHaveLength(1);
  });

  it('holds each channel as its own model computes it', async () => {
    const channelModels = [
      { channel: 1, model: 'other' },
      { channel: 2, model: 'small' },
    ];
    const [both] = await superResolveImage(session, { ...request(), channelModels }, observer(), {});
    const results = await superResolveImage(session, request(['small', 'other']), observer(), {});
    const [pixels, small, other] = await Promise.all(
      [both!, ...results].map(({ output }) => readPixels(output)),
    );
    expect(pixels).toEqual([other![0], small![1], other![2], small![3]]);
    expect(largestDifference(small!, other!)).toBeGreaterThan(1e-3);
    expect(both!.model).toBe('channel 1: other, channel 2: small');
    expect([both!.axes, both!.shape]).toEqual(['TCYX', [2, 2, HEIGHT, WIDTH]]);
  });

  it('is there from the other models when one of them cannot be had', async () => {
    const results = await superResolveImage(session, request(['missing', 'small']), observer(), {});
    expect(results.map(({ model }) => model)).toEqual(['small']);
    expect(notices).toEqual([expect.stringMatching(/^missing: There is no model "missing"/)]);
    const none = superResolveImage(session, request(['missing']), observer(), {});
    await expect(none).rejects.toThrow('There is no model "missing"');
  });

  it('is computed by models that stay loaded from click to click', async () => {
    const { compute } = session;
    const path = join(folder, 'models', 'small');
    await superResolveImage(session, { ...request(), frames: [1] }, observer(), {});
    const first = await compute.loadModel({ path });
    await compute.unloadModel({ model: first.model });
    await superResolveImage(session, { ...request(), frames: [1] }, observer(), {});
    expect((await compute.loadModel({ path })).model).toBe(first.model);
    await compute.unloadModel({ model: first.model });
  });
});

function contains(whole: Rectangle, part: Rectangle): boolean {
  const [right, bottom] = [whole.x + whole.width, whole.y + whole.height];
  const isBefore = part.x + part.width <= right && part.y + part.height <= bottom;
  return part.x >= whole.x && part.y >= whole.y && isBefore;
}

/** Largest difference between two stacks, as a part of the range of 16 bits; infinite when one is longer. */
function largestDifference(a: PixelArray[], b: PixelArray[]): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  a.forEach((plane, at) =>
    plane.forEach((value, i) => (largest = Math.max(largest, Math.abs(value - b[at]![i]!)))),
  );
  return largest / 65_535;
}
