import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type {
  DecorrelationReport,
  FrcReport,
  SeamReport,
  SquirrelReport,
} from '../../src-main/contract/quality-api';
import type { FileReport } from '../../src-main/jobs/file-info';
import { finescope, finescopeJson } from '../support/finescope';
import { imageInfo } from '../support/memory-source';
import { randomStructure, withNoise } from '../support/random-structure';
import { readPixels } from '../support/read-image';
import { hasReference, NEEDS_REFERENCE, reference } from '../support/reference';
import { sharedFolder } from '../support/temporary-folder';
import { writeImage } from '../support/write-image';

const folder = sharedFolder();
const at = (name: string) => join(folder, name);

/** Structure with noise of its own in each frame, 65 nm a pixel. */
async function writeFrames(name: string, frames: number, width: number, height: number): Promise<void> {
  const structure = randomStructure(width, height, 1.5, 1);
  const data = new Float32Array(frames * width * height);
  for (let t = 0; t < frames; t++) data.set(withNoise(structure, 0.15, t + 2).data, t * width * height);
  const calibration = { pixelSizeUm: { x: 0.065, y: 0.065, z: null }, frameIntervalS: null };
  const axes = frames > 1 ? 'TYX' : 'YX';
  const shape = frames > 1 ? [frames, height, width] : [height, width];
  await writeImage(at(name), imageInfo({ axes, shape, pixelType: 'float32', calibration }), data);
}

beforeAll(async () => {
  await writeFrames('stack.tif', 8, 130, 121);
  await writeFrames('one.tif', 1, 130, 121);
  await writeFrames('wide.tif', 1, 2600, 60);
  const flat = imageInfo({ axes: 'YX', shape: [64, 64], pixelType: 'uint16' });
  await writeImage(at('flat.tif'), flat, new Uint16Array(64 * 64).fill(7));
});

describe('frc', () => {
  test('compares the means of odd and even frames of a stack, and tells micrometres', async () => {
    const report = await finescopeJson<FrcReport>(['frc', at('stack.tif')]);
    expect(report).toMatchObject({
      of: 'odd-and-even-frames',
      side: 120,
      outcome: 'resolved',
      pixelSizeUm: 0.065,
    });
    expect(report.resolutionUm).toBeCloseTo(report.resolutionPx! * 0.065, 10);
    expect(report.frequencies).toHaveLength(59);
    expect(report.frequencies[12]).toBeCloseTo(0.1, 12);
    expect(report.notes.join()).toContain('8 frames');
  });

  test('compares two images, of frames that were named too, with another pixel size', async () => {
    const words = ['frc', at('stack.tif'), at('one.tif'), '--frames', '1', '--pixel-size', '0.1'];
    const { code, stderr } = await finescope(words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // The only frame of the second is the first of the stack.
    expect(await finescopeJson<FrcReport>(words)).toMatchObject({
      of: 'two-images',
      outcome: 'beyond-pixels',
      pixelSizeUm: 0.1,
      resolutionPx: null,
    });
  });

  test('splits one image by its photons', async () => {
    const report = await finescopeJson<FrcReport>(['frc', at('one.tif')]);
    expect(report).toMatchObject({ of: 'one-image', outcome: 'resolved' });
    const { stdout } = await finescope(['frc', at('one.tif')]);
    expect(stdout).toMatch(/^FRC resolution: \d\.\d{3} pixels, 0\.\d+ µm/);
  });

  test('refuses a constant image, and two of different size, in a sentence on standard error', async () => {
    const flat = await finescope(['frc', at('flat.tif')]);
    expect(flat).toMatchObject({ code: 2, stdout: '' });
    expect(flat.stderr).toContain('flat.tif is 7 everywhere');
    const { code, stderr } = await finescope(['frc', at('flat.tif'), at('one.tif')]);
    expect(code).toBe(2);
    expect(stderr).toContain('64 x 64 and 130 x 121');
  });
});

test('decorrelation tells resolution and A0, and cuts what is large to its middle', async () => {
  const report = await finescopeJson<DecorrelationReport>(['decorrelation', at('one.tif')]);
  expect(report.resolutionUm).toBeCloseTo(report.resolutionPx! * 0.065, 10);
  expect(report.a0).toBeGreaterThan(0.3);
  expect(report.curves[0]!.values).toHaveLength(50);
  const wide = await finescopeJson<DecorrelationReport>(['decorrelation', at('wide.tif')]);
  expect(wide.notes.join()).toContain('the middle 2048 x 60');
});

describe('squirrel', () => {
  test('writes the error map with the pixel size of the reconstruction', async () => {
    const out = at('errors.tif');
    const words = ['squirrel', at('one.tif'), at('stack.tif'), '--out', out];
    const report = await finescopeJson<SquirrelReport>(words);
    expect(report).toMatchObject({ magnification: 1, placement: 'centred', errorMap: { path: out } });
    const [errors] = await readPixels(out);
    const square = (errors as Float32Array).reduce((sum, error) => sum + error * error, 0);
    expect(Math.sqrt(square / errors!.length)).toBeCloseTo(report.rse, 5);
    const { series } = await finescopeJson<FileReport>(['info', out]);
    expect(series[0]).toMatchObject({
      shape: [121, 130],
      dtype: 'float32',
      max: expect.closeTo(report.errorMap!.max, 5),
    });
    expect(series[0]!.calibration.pixelSizeUm.x).toBeCloseTo(0.065, 6);
  });

  test('fits a region, named in pixels of the reference', async () => {
    await writeFrames('fine.tif', 1, 260, 242);
    const words = [
      'squirrel',
      at('fine.tif'),
      at('one.tif'),
      '--region',
      '10,20,40,30',
      '--out',
      at('part.tif'),
    ];
    expect(await finescopeJson<SquirrelReport>(words)).toMatchObject({ magnification: 2 });
    const { series } = await finescopeJson<FileReport>(['info', at('part.tif')]);
    expect(series[0]!.shape).toEqual([60, 80]);
    const beyond = await finescope(['squirrel', at('fine.tif'), at('one.tif'), '--region', '100,0,40,30']);
    expect(beyond.stderr).toContain('130 x 121');
  });

  test('refuses to write over what it measures', async () => {
    const { code, stderr } = await finescope([
      'squirrel',
      at('one.tif'),
      at('stack.tif'),
      '--out',
      at('one.tif'),
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('Choose another place');
  });

  test.skipIf(!hasReference)(
    `gives a reconstruction the RSP that NanoPyx gives it, and a better one where pixels are in place (${NEEDS_REFERENCE})`,
    async () => {
      const images = [
        reference('srrf', 'esrrf-m4-r1.5-s1-iw-avg.tif'),
        reference('srrf', 'stack-filaments.tif'),
      ];
      const fit = (placement: string) =>
        finescopeJson<SquirrelReport>(['squirrel', ...images, '--placement', placement]);
      // ErrorMap().optimise(stack.mean(0), reconstruction) of NanoPyx 2.1.5, single precision.
      const { rsp, rse, alpha, beta, sigmaPx } = await fit('reference');
      expect(rsp).toBeCloseTo(0.739505, 5);
      expect(rse).toBeCloseTo(10.218731, 4);
      expect([alpha, beta]).toEqual([expect.closeTo(1.379807, 5), expect.closeTo(110.07489, 4)]);
      expect(sigmaPx).toBeCloseTo(5.431878, 4);
      expect((await fit('centred')).rsp).toBeGreaterThan(0.77);
    },
  );
});

test('seams tells 1 where there are no tiles, and what it needs', async () => {
  const report = await finescopeJson<SeamReport>(['seams', at('stack.tif'), '--tile', '32']);
  expect(report.seamIndex).toBeCloseTo(1, 0.7);
  const { stderr } = await finescope(['seams', at('stack.tif'), '--tile', '500']);
  expect(stderr).toContain('No border of tiles');
});
