import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AppApi, SuperResolveEvent } from '../../src-main/contract/app-api';
import type { PixelBlock } from '../../src-main/contract/image';
import { EsrrfParams, SrrfParams } from '../../src-main/contract/reconstruction';
import { finescopeJson } from '../support/finescope';
import { readPixels } from '../support/read-image';
import { imageJTiff } from '../support/sample-tiff';
import { sharedFolder } from '../support/temporary-folder';
import { openWindow, startWebHost } from '../support/web-host';

const WHOLE = { plane: 0, level: 0, column: 0, row: 0 };

describe('reconstructing from a window', () => {
  const folder = sharedFolder();
  const stack = join(folder, 'stack.tif');
  const params = EsrrfParams.parse({ method: 'esrrf', magnification: 3, radius: 1 });

  beforeAll(() => writeFileSync(stack, imageJTiff({ width: 40, height: 30, frames: 9 })));

  /** A window with the stack open, until the test ends. */
  const start = async (): Promise<{ api: AppApi; image: number }> => {
    const host = await startWebHost([folder], { FINESCOPE_SETTINGS: join(folder, 'settings.json') });
    const { api } = await openWindow(host);
    const { images } = await api.openImages({ paths: [stack] });
    return { api, image: images[0]!.image };
  };

  it('gives the pixels that the command gives, as an image with its origin that can be saved', async () => {
    const { api, image } = await start();
    const events: SuperResolveEvent[] = [];
    const { results } = await api.reconstruct(
      { image, params, framesPerImage: 0, grid: 'magnified' },
      { onEvent: (event) => void events.push(event) },
    );
    expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['begun', 'done', 'finished']));
    const [result] = results;
    expect(result).toMatchObject({
      name: 'stack-esrrf.tif',
      path: null,
      info: { shape: [90, 120], axes: 'YX', pixelType: 'float32' },
      origin: { source: image, method: 'esrrf', models: ['eSRRF'], outputScale: 3, hasOwnValues: true },
    });
    const { data } = await api.readTile({ image: result!.image, tile: WHOLE });
    const command = join(folder, 'command.tif');
    await finescopeJson(['esrrf', stack, '--out', command, '--magnification', '3', '--radius', '1']);
    expect(data).toEqual((await readPixels(command))[0]);
    const saved = await api.saveImage({ image: result!.image, path: join(folder, 'saved.tif') });
    expect(JSON.parse((await api.provenance({ image: saved.image }))!)).toMatchObject({
      command: 'esrrf',
      parameters: { radius: 1 },
    });
  });

  it('previews a part as it is in the whole, beside the mean of its frames', async () => {
    const { api, image } = await start();
    const region = { x: 9, y: 7, width: 12, height: 10 };
    const preview = await api.previewReconstruction({ image, params, region });
    expect(preview.frames).toBe(9);
    expect(preview.secondsPerFrame).toBeGreaterThan(0);
    const { results } = await api.reconstruct({ image, params, framesPerImage: 0, grid: 'magnified' });
    const whole = await api.readTile({ image: results[0]!.image, tile: WHOLE });
    const inside = { x: 27, y: 21, width: 36, height: 30 };
    const expected = pixelsOf(whole, inside);
    pixelsOf(preview.image, { ...inside, x: 0, y: 0 }).forEach((value, i) =>
      expect(value).toBeCloseTo(expected[i]!, 2),
    );
    const planes = await readPixels(stack);
    const mean = planes.reduce((sum, plane) => sum + plane[8 * 40 + 11]!, 0) / 9;
    expect(preview.average.data[1 * 12 + 2]).toBeCloseTo(mean, 1);
  });

  it('says in a sentence that there are too few frames', async () => {
    const { api, image } = await start();
    const trac4 = SrrfParams.parse({ method: 'srrf', temporal: 'trac4' });
    const few = { image, params: trac4, frames: [1, 2, 3] };
    const region = { x: 0, y: 0, width: 8, height: 8 };
    await expect(api.previewReconstruction({ ...few, region })).rejects.toThrow(
      /stack\.tif: trac4 needs at least 5 frames for an image, and there are 3\./,
    );
    await expect(api.reconstruct({ ...few, framesPerImage: 0, grid: 'magnified' })).rejects.toThrow(
      /at least 5/,
    );
  });

  it('a preview that is given up ends at once, and the next is computed', async () => {
    const { api, image } = await start();
    const cancel = new AbortController();
    const region = { x: 0, y: 0, width: 40, height: 30 };
    const given = api.previewReconstruction({ image, params, region }, { signal: cancel.signal });
    cancel.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    expect((await api.previewReconstruction({ image, params, region })).image).toMatchObject({ width: 120 });
  });
});

function pixelsOf(
  { data, width: rowLength }: PixelBlock,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): number[] {
  return Array.from({ length: height }, (_, row) => [
    ...data.subarray((y + row) * rowLength + x, (y + row) * rowLength + x + width),
  ]).flat();
}
