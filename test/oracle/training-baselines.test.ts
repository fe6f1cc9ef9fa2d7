import { describe, expect, it } from 'vitest';
import { BaselineSheet, bestRescaling } from '../../src-main/training/baselines';
import { ScoreSheet } from '../../src-main/training/scoring';
import { readPixels } from '../support/read-image';
import { hasReference, NEEDS_REFERENCE, reference } from '../support/reference';

const FIXED = { zero: -0.5, range: 1 };
const SIDE = 256;

/** An image of the authors' field of view 8 in network values. */
async function field8(name: string): Promise<Float32Array> {
  const [plane] = await readPixels(reference('bpae', `fov08-${name}.tif`));
  return Float32Array.from(plane!, (value) => value / 65535 - 0.5);
}

describe.skipIf(!hasReference)(
  hasReference ? "on the authors' field of view 8" : `baselines (${NEEDS_REFERENCE})`,
  () => {
    it('baselines are the known ones: 21.249 dB raw, 23.472 dB after its own best rescaling', async () => {
      const [input, target] = [await field8('frame'), await field8('srrf-target')];
      const sheet = new BaselineSheet(FIXED, { scale: 1, offset: 0 });
      sheet.add({
        field: 'fov08',
        width: SIDE,
        height: SIDE,
        input,
        target,
        average: await field8('average'),
      });
      const { raw, rescaled, ownRescaled } = sheet.baselines()!;
      expect(raw.psnr).toBeCloseTo(21.2488, 3);
      expect(raw.rmse * 65535).toBeCloseTo(5675.88, 1);
      expect(raw.ssim).toBeCloseTo(0.5443, 4);
      expect(rescaled.psnr).toBeCloseTo(raw.psnr, 4);
      expect(ownRescaled.psnr).toBeCloseTo(23.472, 3);
    });

    it('the average of frames reaches 24.099 dB after its best rescaling', async () => {
      const [image, target] = [await field8('average'), await field8('srrf-target')];
      const sheet = new ScoreSheet(FIXED);
      sheet.add(
        { field: 'fov08', width: SIDE, height: SIDE, image, target },
        bestRescaling({ image, target }),
      );
      expect(sheet.of('fov08').psnr).toBeCloseTo(24.099, 3);
    });
  },
);
