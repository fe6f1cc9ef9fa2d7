import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FileNotReadableError } from '../../src-main/contract/errors';
import type { Provenance } from '../../src-main/contract/files-api';
import type { Rectangle } from '../../src-main/contract/image';
import { openImage } from '../../src-main/io/open-image';
import type { SuperResolveRequest } from '../../src-main/jobs/request';
import type { BegunResult, ResultObserver } from '../../src-main/jobs/result-observer';
import { superResolve, type SuperResolved } from '../../src-main/jobs/super-resolve';
import type { SupervisedSession } from '../../src-main/supervisor/session';
import { finescope } from '../support/finescope';
import { imageInfo } from '../support/memory-source';
import { RANDOM_STORM, randomBundle } from '../support/random-bundle';
import { readPixels } from '../support/read-image';
import { imageJTiff, samplePixel } from '../support/sample-tiff';
import { sharedFolder } from '../support/temporary-folder';
import { startTestSession } from '../support/test-session';
import { writeImage } from '../support/write-image';

const [WIDTH, HEIGHT, FRAMES] = [21, 13, 4];

describe('networks whose answer is finer than the image', () => {
  const folder = sharedFolder();
  const at = (...parts: string[]) => join(folder, ...parts);
  let session: SupervisedSession;
  let notices: string[];
  let results = 0;

  beforeAll(async () => {
    mkdirSync(at('models'));
    await randomBundle(at('models', 'storm'), RANDOM_STORM);
    await randomBundle(at('models', 'finer'), {
      architecture: { kind: 'resnet', blocks: 1, features: 6, scale: 4 },
      pixelSizeUm: 0.1,
    });
    writeFileSync(at('frames.tif'), imageJTiff({ width: WIDTH, height: HEIGHT, frames: FRAMES }));
    session = startTestSession(folder, (sentence) => void notices.push(sentence));
  });
  beforeEach(() => {
    notices = [];
  });
  afterAll(() => session.stop());

  type Options = Partial<SuperResolveRequest> & { observer?: ResultObserver };
  const run = async (model: string, { observer, ...request }: Options = {}): Promise<SuperResolved> => {
    const out = at(`result-${++results}.ome.tif`);
    const whole = { input: [at('frames.tif')], out, model, series: 1, range: 'as-is' as const, ...request };
    return (await superResolve(session, whole, { observer })).results[0]!;
  };
  const planesOf = (result: { output: string }) => readPixels(result.output);
  const provenanceOf = async ({ output }: { output: string }): Promise<Provenance> => {
    const { provenance, close } = await openImage(output);
    try {
      return (await provenance!())!;
    } finally {
      await close();
    }
  };
  /** Largest difference, as a part of the largest value. */
  const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    expect(a.length).toBe(b.length);
    let [largest, most] = [0, 0];
    for (let i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
      most = Math.max(most, Math.abs(b[i]!));
    }
    expect(most).toBeGreaterThan(0);
    return largest / most;
  };

  describe('of a density of emitters', () => {
    it('sums the frames to one image, negative values of each as 0', async () => {
      const sum = await run('storm');
      expect(sum).toMatchObject({
        shape: [HEIGHT * 8, WIDTH * 8],
        axes: 'YX',
        pixelType: 'float32',
        outputScale: 8,
        summedFrames: FRAMES,
      });
      expect(sum.pixelSizeUm.x).toBeCloseTo(0.1 / 8, 8);
      const each = await run('storm', { framesAs: 'each' });
      expect(each).toMatchObject({ shape: [FRAMES, HEIGHT * 8, WIDTH * 8], axes: 'TYX', summedFrames: null });
      const frames = await planesOf(each);
      expect(frames.some((frame) => frame.some((value) => value < 0))).toBe(true);
      const expected = Float64Array.from(frames[0]!, (_, i) =>
        frames.reduce((total, frame) => total + Math.max(0, frame[i]!), 0),
      );
      expect(difference((await planesOf(sum))[0]!, expected)).toBeLessThan(1e-5);
      expect(await provenanceOf(sum)).toMatchObject({
        recovery: { frames: FRAMES },
        model: { name: 'storm', output: 'density' },
        normalisation: { kind: 'frameMinMax', mean: 0.2, applied: ['each plane by its own range'] },
      });
      expect(await provenanceOf(each)).not.toHaveProperty('recovery');
    });

    it('is the same in tiles as whole, and of a region as of the whole', async () => {
      const frames = [2, 4];
      const whole = (await planesOf(await run('storm', { frames })))[0]!;
      expect(difference((await planesOf(await run('storm', { frames, tile: 12 })))[0]!, whole)).toBeLessThan(
        1e-5,
      );
      const region = { x: 7, y: 3, width: 9, height: 6 };
      const part = await planesOf(await run('storm', { frames, region, tile: 10 }));
      const expected = Float32Array.from(part[0]!, (_, i) => {
        const [x, y] = [i % (region.width * 8), Math.floor(i / (region.width * 8))];
        return whole[(region.y * 8 + y) * WIDTH * 8 + region.x * 8 + x]!;
      });
      expect(difference(part[0]!, expected)).toBeLessThan(1e-5);
    });

    it('takes each frame by its own range: how bright it is does not matter', async () => {
      const info = imageInfo({ axes: 'TYX', shape: [2, HEIGHT, WIDTH], pixelType: 'float32' });
      const value = (i: number) => samplePixel(1, i % WIDTH, Math.floor(i / WIDTH));
      const pixels = WIDTH * HEIGHT;
      await writeImage(
        at('bright.ome.tif'),
        info,
        Float32Array.from({ length: 2 * pixels }, (_, i) =>
          i < pixels ? value(i) : 100 + 3 * value(i - pixels),
        ),
      );
      const [dim, bright] = await planesOf(
        await run('storm', { input: [at('bright.ome.tif')], framesAs: 'each' }),
      );
      expect(difference(bright!, dim!)).toBeLessThan(1e-4);
    });

    it('keeps channels apart', async () => {
      const info = imageInfo({ axes: 'TCYX', shape: [3, 2, HEIGHT, WIDTH], pixelType: 'uint16' });
      await writeImage(at('channels.ome.tif'), info);
      const input = [at('channels.ome.tif')];
      const both = await run('storm', { input });
      expect(both).toMatchObject({ axes: 'CYX', shape: [2, HEIGHT * 8, WIDTH * 8], summedFrames: 3 });
      const second = await run('storm', { input, channels: [2] });
      expect(difference((await planesOf(both))[1]!, (await planesOf(second))[0]!)).toBeLessThan(1e-6);
    });

    it('is float32, with a word where integers were asked for', async () => {
      expect(await run('storm', { frames: [1], type: 'uint16' })).toMatchObject({ pixelType: 'float32' });
      expect(notices).toEqual([expect.stringMatching(/is written as float32, not uint16: "storm" gives/)]);
    });

    it('can be watched while it grows, in the order of the channel and the tiles in sight', async () => {
      const seen: { plane: number; tile: Rectangle; sum: Promise<number | null> }[] = [];
      const observer: ResultObserver = {
        async begun({ files, sink }: BegunResult) {
          const { handle } = await files.openWritten({ handle: sink });
          return {
            tileDone: (plane, tile) => {
              const read = files.readRegion({ handle, series: 0, region: { plane, ...tile } });
              const total = read.then(({ data }) => (data as Float32Array).reduce((a, b) => a + b, 0));
              // Who reads too late is told that the file is complete.
              const sum = total.catch((error: unknown) => {
                if (error instanceof FileNotReadableError) return null;
                throw error;
              });
              seen.push({ plane, tile, sum });
            },
          };
        },
        notice: (sentence) => void notices.push(sentence),
      };
      const watched = { lookAt: { plane: 1, x: WIDTH - 1, y: HEIGHT - 1 } };
      const result = await run('storm', { tile: 16, watched, observer, name: 'recovery' });
      const [first] = seen;
      expect([first!.tile.x + first!.tile.width, first!.tile.y + first!.tile.height]).toEqual([
        WIDTH * 8,
        HEIGHT * 8,
      ]);
      const sums = await Promise.all(seen.map(({ sum }) => sum));
      const read = sums.filter((sum) => sum !== null);
      expect(read.length).toBeGreaterThan(0);
      expect(read.every((sum) => sum > 0)).toBe(true);
      const whole = await run('storm');
      expect(difference((await planesOf(result))[0]!, (await planesOf(whole))[0]!)).toBeLessThan(1e-5);
    });

    it('says from the command line how many frames it is the sum of; images are not summed', async () => {
      const env = { FINESCOPE_MODELS: at('models') };
      const words = (model: string) => ['super-resolve', at('frames.tif'), '--model', model];
      const told = await finescope([...words('storm'), '--frames', '1-3', '--out', at('told.tif')], env);
      expect(told).toMatchObject({ code: 0, stderr: '' });
      expect(told.stdout).toMatch(/8 times the pixels along each side; sum of 3 frames\)/);
      const refused = await finescope([...words('finer'), '--frames-as', 'sum', '--out', at('no.tif')], env);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(/"finer" makes an image of each frame.*not summed/);
    });
  });

  describe('of an image', () => {
    it('keeps the type, has finer pixels, and is the same in tiles as whole', async () => {
      const whole = await run('finer', { frames: [2] });
      expect(whole).toMatchObject({
        shape: [HEIGHT * 4, WIDTH * 4],
        pixelType: 'uint16',
        summedFrames: null,
      });
      expect(whole.pixelSizeUm.x).toBeCloseTo(0.025, 8);
      const float = { frames: [2], type: 'float32' as const };
      const [exact] = await planesOf(await run('finer', float));
      const [tiled] = await planesOf(await run('finer', { ...float, tile: 16 }));
      expect(difference(tiled!, exact!)).toBeLessThan(1e-5);
    });
  });
});
