import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { finescope, finescopeJson } from '../support/finescope';
import { readPixels } from '../support/read-image';
import { imageJTiff } from '../support/sample-tiff';
import { imageInfo } from '../support/memory-source';
import { writeImage } from '../support/write-image';
import { sharedFolder } from '../support/temporary-folder';
import type { ReconstructResult } from '../../src-main/jobs/reconstruct';

describe('srrf and esrrf', () => {
  const folder = sharedFolder();
  const at = (name: string) => join(folder, name);
  const stack = at('stack.tif');
  beforeAll(async () => {
    writeFileSync(stack, imageJTiff({ width: 20, height: 16, frames: 7 }));
    const info = imageInfo({ shape: [4, 2, 10, 12], axes: 'TCYX', pixelType: 'uint16' });
    await writeImage(at('channels.tif'), info);
  });
  const run = (...words: string[]) => finescopeJson<ReconstructResult>(words);

  it('make one image of a stack, with the pixel size of its grid', async () => {
    const { results } = await run('srrf', stack, '--out', at('one.tif'), '--magnification', '3');
    expect(results[0]).toMatchObject({ shape: [48, 60], axes: 'YX', framesPerImage: 7 });
    const info = await finescopeJson<{ series: { calibration: { pixelSizeUm: { x: number | null } } }[] }>([
      'info',
      at('one.tif'),
    ]);
    const own = await finescopeJson<typeof info>(['info', stack]);
    const [fine, coarse] = [info, own].map(({ series }) => series[0]!.calibration.pixelSizeUm.x);
    if (coarse === null) expect(fine).toBeNull();
    else expect(fine).toBeCloseTo(coarse! / 3, 9);
  });

  it('make a time series of a long stack; a rest that is too short belongs to the image before', async () => {
    const words = ['--magnification', '2', '--temporal', 'trac2', '--frames-per-image', '3'];
    const { results } = await run('srrf', stack, '--out', at('series.tif'), ...words);
    expect(results[0]).toMatchObject({ shape: [2, 32, 40], axes: 'TYX' });
    const [, second] = await readPixels(at('series.tif'));
    const alone = ['--magnification', '2', '--temporal', 'trac2', '--frames', '4-7'];
    await run('srrf', stack, '--out', at('second.tif'), ...alone);
    expect(second).toEqual((await readPixels(at('second.tif')))[0]);
  });

  it('make a result of every frame that were asked for', async () => {
    const words = ['--magnification', '2', '--temporal', 'frames', '--frames', '2,5'];
    const { results } = await run('esrrf', stack, '--out', at('each.tif'), ...words);
    expect(results[0]).toMatchObject({ shape: [2, 32, 40], axes: 'TYX' });
  });

  it('keep channels apart', async () => {
    const words = ['--magnification', '2'];
    const { results } = await run('esrrf', at('channels.tif'), '--out', at('both.tif'), ...words);
    expect(results[0]).toMatchObject({ axes: 'CYX', shape: [2, 20, 24] });
    await run('esrrf', at('channels.tif'), '--out', at('green.tif'), ...words, '--channels', '2');
    expect((await readPixels(at('both.tif')))[1]).toEqual((await readPixels(at('green.tif')))[0]);
  });

  it('make an image of the size of the input whose pixels are means of the magnified one', async () => {
    await run('srrf', stack, '--out', at('fine.tif'), '--magnification', '4');
    const { results } = await run(
      'srrf',
      stack,
      '--out',
      at('same.tif'),
      '--magnification',
      '4',
      '--grid',
      'input',
    );
    expect(results[0]).toMatchObject({ shape: [16, 20] });
    const [fine] = await readPixels(at('fine.tif'));
    const [same] = await readPixels(at('same.tif'));
    let sum = 0;
    for (let i = 0; i < 4; i++) for (let j = 0; j < 4; j++) sum += fine![(4 * 5 + i) * 80 + 4 * 7 + j]!;
    expect(same![5 * 20 + 7]).toBeCloseTo(sum / 16, 3);
  });

  it('compute a region as it is in the whole', async () => {
    await run('srrf', stack, '--out', at('whole.tif'), '--magnification', '2');
    await run('srrf', stack, '--out', at('part.tif'), '--magnification', '2', '--region', '6,4,5,3');
    const [whole] = await readPixels(at('whole.tif'));
    const [part] = await readPixels(at('part.tif'));
    for (let i = 0; i < 6; i++)
      for (let j = 0; j < 10; j++) expect(part![i * 10 + j]).toBe(whole![(8 + i) * 40 + 12 + j]);
  });

  it.each([
    ['too few frames', ['srrf', stack, '--temporal', 'trac4', '--frames', '1-4'], /at least 5 frames.*are 4/],
    ['a frame that is not there', ['esrrf', stack, '--frames', '9'], /no frame 9.*has 7/],
    ['a magnification beyond what fits', ['srrf', stack, '--magnification', '0'], /--magnification/],
    ['a file that is none', ['srrf', '/nowhere/stack.tif'], /nowhere/],
  ])('refuse %s with a sentence', async (_, words, sentence) => {
    const { code, stderr } = await finescope([...words, '--out', at('none.tif')]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(sentence);
    await expect(readPixels(at('none.tif'))).rejects.toThrow();
  });
});
