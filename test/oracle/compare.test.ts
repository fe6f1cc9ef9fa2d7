import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { ComparisonReport } from '../../src-main/contract/files-api';
import type { PixelType } from '../../src-main/contract/image';
import { compareImages } from '../../src-main/imaging/compare';
import { openImage } from '../../src-main/io/open-image';
import { imageInfo } from '../support/memory-source';
import { hasPython, NEEDS_PYTHON, runPython } from '../support/python';
import { hasReference, NEEDS_REFERENCE, reference } from '../support/reference';
import { sharedFolder } from '../support/temporary-folder';
import { writeImage } from '../support/write-image';

async function compareFiles(image: string, reference: string): Promise<ComparisonReport> {
  const [a, b] = [await openImage(image), await openImage(reference)];
  try {
    return await compareImages(a.series[0]!, b.series[0]!);
  } finally {
    await a.close();
    await b.close();
  }
}

// Numbers of the authors' own evaluation (networks.md and reference/README.md).
describe.skipIf(!hasReference)(`the published scores of field of view 8 (${NEEDS_REFERENCE})`, () => {
  const bpae = (name: string) => reference('bpae', `fov08-${name}.tif`);

  test('frame against SRRF target', async () => {
    const { psnr, rmse, mae, ssim, peak } = await compareFiles(bpae('frame'), bpae('srrf-target'));
    expect(psnr.toFixed(4)).toBe('21.2488');
    expect(rmse.toFixed(2)).toBe('5675.88');
    expect(mae.toFixed(2)).toBe('3772.08');
    expect(ssim!.toFixed(4)).toBe('0.5443');
    expect(peak).toBe(65535);
  });

  test('frame and average after the best affine rescaling', async () => {
    const [frame, average] = [bpae('frame'), bpae('average')];
    expect((await compareFiles(frame, bpae('srrf-target'))).affine.psnr.toFixed(3)).toBe('23.472');
    expect((await compareFiles(average, bpae('srrf-target'))).affine.psnr.toFixed(3)).toBe('24.099');
  });
});

// scikit-image and numpy on the same pairs of files (compare_images.py). Both sides work in double precision; sums of
// many values in another order agree to about 1e-11 of their size. (Where the offset is 10,000 times the structure,
// scikit-image's own SSIM loses digits, for it subtracts squares of the plain values: no such case is here.)
describe.skipIf(!hasPython)(`scikit-image measures the same (${NEEDS_PYTHON})`, () => {
  const folder = sharedFolder();
  const script = fileURLToPath(new URL('compare_images.py', import.meta.url));

  /** A stack with structure, and one that shares some of it. */
  const pair = async (pixelType: PixelType, shape: number[], scale: number, offset: number) => {
    const info = imageInfo({ axes: 'TYX', shape, pixelType });
    const width = shape[2]!;
    const noise = (i: number) => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1;
    const structure = (i: number) => 0.5 + 0.4 * Math.sin((i % width) / 5) * Math.cos(i / width / 7);
    const make = (f: (i: number) => number) => {
      const count = shape.reduce((product, length) => product * length, 1);
      const data = pixelType.startsWith('float')
        ? new Float32Array(count)
        : pixelType === 'uint8'
          ? new Uint8Array(count)
          : new Uint16Array(count);
      return data.map((_, i) => offset + scale * f(i));
    };
    const paths = [join(folder, `${pixelType}-a.tif`), join(folder, `${pixelType}-b.tif`)] as const;
    await writeImage(
      paths[0],
      info,
      make((i) => 0.7 * structure(i) + 0.2 * noise(i)),
    );
    await writeImage(paths[1], info, make(structure));
    return paths;
  };

  test.each([
    ['uint8', [3, 37, 61], 255, 0],
    ['uint16', [2, 180, 211], 65535, 0],
    ['uint16', [1, 7, 9], 4095, 0],
    ['float32', [2, 64, 64], 3, 1000],
    ['float32', [1, 1300, 700], 0.001, -0.0004],
  ] as const)('on %s stacks of %j', async (pixelType, shape, scale, offset) => {
    const [a, b] = await pair(pixelType, [...shape], scale, offset);
    const expected = JSON.parse(await runPython(script, [a, b])) as ComparisonReport;
    const report = await compareFiles(a, b);
    const near = (value: number) => expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.abs(value) + 1)));
    const measures = ({
      psnr,
      ssim,
      ssimGaussian,
      msSsim,
      nrmse,
      rmse,
      mae,
      pearson,
    }: ComparisonReport | ComparisonReport['affine']) => ({
      psnr: near(psnr),
      ssim: expect.closeTo(ssim!, 8),
      ssimGaussian: ssimGaussian === null ? null : expect.closeTo(ssimGaussian, 8),
      msSsim: msSsim === null ? null : expect.closeTo(msSsim, 8),
      nrmse: {
        euclidean: near(nrmse.euclidean!),
        minMax: near(nrmse.minMax!),
        mean: near(nrmse.mean!),
      },
      rmse: near(rmse),
      mae: near(mae),
      pearson: expect.closeTo(pearson, 9),
    });
    expect(report).toMatchObject({ ...measures(expected), peak: expected.peak, planes: shape[0] });
    expect(report.affine).toMatchObject(measures(expected.affine));
    expect(report.affine.scale / expected.affine.scale).toBeCloseTo(1, 8);
  });
});
