import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AppApi, SuperResolveEvent } from '../../src-main/contract/app-api';
import type { PixelBlock } from '../../src-main/contract/image';
import { SweptParameters } from '../../src-main/contract/parameter-map';
import { EsrrfParams, SrrfParams } from '../../src-main/contract/reconstruction';
import { driftingStack } from '../support/drifting-stack';
import { finescopeJson } from '../support/finescope';
import { imageInfo } from '../support/memory-source';
import { readPixels } from '../support/read-image';
import { imageJTiff } from '../support/sample-tiff';
import { sharedFolder } from '../support/temporary-folder';
import { openWindow, startWebHost } from '../support/web-host';
import { writeImage } from '../support/write-image';

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
      { image, params, framesPerImage: 0, grid: 'magnified', drift: 'none' },
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
    const { results } = await api.reconstruct({
      image,
      params,
      framesPerImage: 0,
      grid: 'magnified',
      drift: 'none',
    });
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

  it('corrects drift where that is asked for, and keeps it in the record', async () => {
    const { api } = await start();
    const track = Array.from({ length: 12 }, (_, n) => ({ x: 0.2 * n, y: -0.1 * n }));
    const { width, height, count, read } = driftingStack(track);
    const planes = await Promise.all(track.map((_, frame) => read(frame)));
    const pixels = Uint16Array.from(planes.flatMap(({ data }) => Array.from(data)));
    const info = imageInfo({ axes: 'TYX', shape: [count, height, width], pixelType: 'uint16' });
    await writeImage(join(folder, 'drifting.tif'), info, pixels);
    const { images } = await api.openImages({ paths: [join(folder, 'drifting.tif')] });
    const { results } = await api.reconstruct({
      image: images[0]!.image,
      params,
      framesPerImage: 0,
      grid: 'magnified',
      drift: 'estimate',
    });
    const record = JSON.parse((await api.provenance({ image: results[0]!.image }))!) as { drift: number[][] };
    expect(record.drift[0]).toEqual([0, 0]);
    expect(record.drift[11]![0]).toBeCloseTo(2.2, 0);
    expect(record.drift[11]![1]).toBeCloseTo(-1.1, 0);
  });

  it('finds parameters on a part, telling how far it is; too few frames are refused', async () => {
    const { api, image } = await start();
    const swept = SweptParameters.parse({ method: 'esrrf', radii: [1, 1.5], sensitivities: [1] });
    const region = { x: 0, y: 0, width: 40, height: 30 };
    await expect(api.sweepReconstruction({ image, params, swept, region })).rejects.toThrow(
      /needs at least 20 frames; there are 9/,
    );
    const long = join(folder, 'long.tif');
    writeFileSync(long, imageJTiff({ width: 40, height: 40, frames: 20 }));
    const { images } = await api.openImages({ paths: [long] });
    const told: number[] = [];
    const asked = { image: images[0]!.image, params, swept, region: { ...region, height: 40 } };
    const map = await api.sweepReconstruction(asked, { onProgress: ({ done }) => void told.push(done) });
    expect(map.settings.map(({ radius }) => radius)).toEqual([1, 1.5]);
    expect(told).toEqual([0, 1]);
    const cancel = new AbortController();
    const given = api.sweepReconstruction(asked, { signal: cancel.signal });
    cancel.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('says in a sentence that there are too few frames', async () => {
    const { api, image } = await start();
    const trac4 = SrrfParams.parse({ method: 'srrf', temporal: 'trac4' });
    const few = { image, params: trac4, frames: [1, 2, 3] };
    const region = { x: 0, y: 0, width: 8, height: 8 };
    await expect(api.previewReconstruction({ ...few, region })).rejects.toThrow(
      /stack\.tif: trac4 needs at least 5 frames for an image, and there are 3\./,
    );
    await expect(
      api.reconstruct({ ...few, framesPerImage: 0, grid: 'magnified', drift: 'none' }),
    ).rejects.toThrow(/at least 5/);
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
