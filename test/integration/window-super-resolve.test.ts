import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type {
  AppApi,
  OpenImage,
  SuperResolveEvent,
  SuperResolveParams,
} from '../../src-main/contract/app-api';
import type { PixelBlock, Rectangle } from '../../src-main/contract/image';
import { randomBundle } from '../support/random-bundle';
import { processTree } from '../support/process-tree';
import { imageJTiff } from '../support/sample-tiff';
import { sharedFolder } from '../support/temporary-folder';
import { openWindow, startWebHost } from '../support/web-host';

const WIDTH = 300;
const HEIGHT = 200;
const FRAMES = 8;
const WHOLE = { plane: 0, level: 0, column: 0, row: 0 };
const ALL: Pick<SuperResolveParams, 'models' | 'range'> = { models: ['tiny'], range: 'as-is' };

const failureOf = (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => new Error('no failure'),
    (error: Error) => error,
  );

/** The values of a part of a block of one sample. */
function pixelsOf({ data, width: rowLength }: PixelBlock, { x, y, width, height }: Rectangle): number[] {
  return Array.from({ length: height }, (_, row) => [
    ...data.subarray((y + row) * rowLength + x, (y + row) * rowLength + x + width),
  ]).flat();
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 5) {
    if (waited > 30_000) throw new Error('It did not happen within 30 s.');
    await new Promise((resume) => setTimeout(resume, 5));
  }
}

describe('super-resolving from a window', () => {
  const folder = sharedFolder();
  const image = join(folder, 'cells.tif');
  const env = { FINESCOPE_SETTINGS: join(folder, 'settings.json'), FINESCOPE_MODELS: join(folder, 'models') };

  beforeAll(async () => {
    mkdirSync(env.FINESCOPE_MODELS);
    writeFileSync(image, imageJTiff({ width: WIDTH, height: HEIGHT, frames: FRAMES }));
    for (const name of ['tiny', 'other']) await randomBundle(join(env.FINESCOPE_MODELS, name));
  });

  const start = async (): Promise<{ api: AppApi; source: number; pid: number; close: () => void }> => {
    const host = await startWebHost([folder], env);
    const { api, socket } = await openWindow(host);
    const { images } = await api.openImages({ paths: [image] });
    return { api, source: images[0]!.image, pid: host.child.pid!, close: () => socket.terminate() };
  };

  /** Names of the results in the scratch folder of a host, unfinished ones included. */
  const resultsOf = (pid: number): string[] =>
    readdirSync(tmpdir())
      .filter((name) => name.startsWith(`finescope-${pid}-`))
      .flatMap((name) => readdirSync(join(tmpdir(), name), { recursive: true }) as string[])
      .filter((name) => name.includes('.tif'));

  it('shows the result from its first tile on, and the same pixels when it is complete', async () => {
    const { api, source } = await start();
    const events: SuperResolveEvent[] = [];
    const onEvent = (event: SuperResolveEvent) => void events.push(event);
    let early: { tile: Rectangle; plane: number; read: Promise<PixelBlock> } | null = null;
    const { results } = await api.superResolve(
      { image: source, ...ALL, lookAt: { plane: 5, x: 10, y: 10 } },
      {
        onEvent(event) {
          onEvent(event);
          if (event.kind !== 'done' || early) return;
          const { image, plane, tile } = event;
          early = { plane, tile, read: api.readTile({ image, tile: { ...WHOLE, plane } }) };
        },
      },
    );
    const begun = events.find((event) => event.kind === 'begun')!.result;
    expect(begun).toMatchObject({
      name: 'cells-sr.tif',
      path: null,
      info: { shape: [FRAMES, HEIGHT, WIDTH], axes: 'TYX' },
      origin: { source, models: ['tiny'], outputScale: 1, seconds: null },
    });
    const result = results[0]!;
    expect(result).toMatchObject({ image: begun.image, name: begun.name, path: null });
    expect(result.origin!.seconds).toBeGreaterThan(0);
    expect(events.filter(({ kind }) => kind === 'finished')).toEqual([{ kind: 'finished', result }]);

    const planes = events.flatMap((event) => (event.kind === 'done' ? [event.plane] : []));
    expect(planes[0]).toBe(5); // where the person looks
    expect(new Set(planes).size).toBe(FRAMES);
    const { plane, tile, read } = early!;
    const complete = await api.readTile({ image: result.image, tile: { ...WHOLE, plane } });
    expect(pixelsOf(await read, tile)).toEqual(pixelsOf(complete, tile));
    expect(new Set(pixelsOf(complete, tile)).size).toBeGreaterThan(10);
    expect(JSON.parse((await api.provenance({ image: result.image }))!)).toMatchObject({
      command: 'super-resolve',
      model: { name: 'tiny' },
      input: { file: 'cells.tif' },
    });
  });

  it('saves a result, which is that file from then on', async () => {
    const { api, source, pid } = await start();
    const { results } = await api.superResolve({ image: source, ...ALL, frames: [2] });
    expect(resultsOf(pid)).toHaveLength(1);
    const path = join(folder, 'saved.tif');
    const saved = await api.saveImage({ image: results[0]!.image, path });
    expect(saved).toMatchObject({ path, name: 'saved.tif', origin: results[0]!.origin });
    expect(JSON.parse((await api.provenance({ image: saved.image }))!)).toMatchObject({
      model: { name: 'tiny' },
    });
    await until(() => resultsOf(pid).length === 0);
    expect(existsSync(path)).toBe(true);
  });

  it('computes a result for each model', async () => {
    const { api, source, pid } = await start();
    const { results } = await api.superResolve({
      image: source,
      models: ['tiny', 'other'],
      range: 'as-is',
      frames: [1],
    });
    expect(results.map(({ name }) => name)).toEqual(['cells-sr-tiny.tif', 'cells-sr-other.tif']);
    const [a, b] = results.map(({ image }) => image) as [number, number];
    expect((await api.compareImages({ image: a, reference: b })).rmse).toBe(0); // the same weights
    await api.closeImage({ image: a });
    await until(() => resultsOf(pid).length === 1);
  });

  it('cancelled leaves nothing of the unfinished result', async () => {
    const { api, source, pid } = await start();
    const cancel = new AbortController();
    let begun: OpenImage | null = null;
    const failure = await failureOf(
      api.superResolve(
        { image: source, ...ALL },
        {
          signal: cancel.signal,
          onEvent(event) {
            if (event.kind === 'begun') begun = event.result;
            if (event.kind === 'done') cancel.abort();
          },
        },
      ),
    );
    expect(failure.name).toBe('AbortError');
    await until(() => resultsOf(pid).length === 0);
    const gone = await failureOf(api.readTile({ image: begun!.image, tile: WHOLE }));
    expect(gone.message).toContain('was closed');
    // The window closes its tab before it has heard of the end, or twice.
    for (let i = 0; i < 2; i++) await api.closeImage({ image: begun!.image });
    const { results } = await api.superResolve({ image: source, ...ALL, frames: [1] });
    expect(results).toHaveLength(1);
  });

  it('whose tab is closed while it is computed is no failure, and leaves nothing', async () => {
    const { api, source, pid } = await start();
    let closed: Promise<void> | null = null;
    const { results } = await api.superResolve(
      { image: source, ...ALL },
      {
        onEvent(event) {
          if (event.kind === 'done') closed ??= api.closeImage({ image: event.image });
        },
      },
    );
    await closed;
    expect(results).toEqual([]);
    await until(() => resultsOf(pid).length === 0);
  });

  it('goes on, or says why not, when its processes are killed halfway; the next call works', async () => {
    const { api, source, pid } = await start();
    for (const which of ['first', 'last'] as const) {
      let killed = false;
      const onEvent = ({ kind }: SuperResolveEvent): void => {
        if (kind !== 'done' || killed) return;
        killed = true;
        const children = processTree(pid).slice(1);
        process.kill(which === 'first' ? children[0]! : children.at(-1)!, 'SIGKILL');
      };
      const outcome = await api
        .superResolve({ image: source, ...ALL }, { onEvent })
        .catch((error: Error) => error);
      if (outcome instanceof Error) expect(outcome.message).toContain('process ended unexpectedly');
      expect(killed).toBe(true);
      const tile = await api.readTile({ image: source, tile: WHOLE }).catch(() => null);
      expect(tile ?? (await api.readTile({ image: source, tile: WHOLE }))).toMatchObject({ width: WIDTH });
      expect((await api.superResolve({ image: source, ...ALL, frames: [1] })).results).toHaveLength(1);
    }
  });

  it('by a model that is not installed, or by a path, is refused', async () => {
    const { api, source } = await start();
    for (const model of ['nothing', join(env.FINESCOPE_MODELS, 'tiny'), '../models/tiny']) {
      const { message } = await failureOf(
        api.superResolve({ image: source, models: [model], range: 'as-is' }),
      );
      expect(message).toBe(`No model "${model}" is installed. Installed: other, tiny.`);
    }
  });

  it('is prepared by loading an installed model, and no other', async () => {
    const { api, source } = await start();
    await api.prepareModel({ model: 'tiny' });
    const { results } = await api.superResolve({ image: source, ...ALL, frames: [1] });
    expect(results).toHaveLength(1);
    const path = join(env.FINESCOPE_MODELS, 'tiny');
    const { message } = await failureOf(api.prepareModel({ model: path }));
    expect(message).toBe(`No model "${path}" is installed. Installed: other, tiny.`);
  });

  it('leaves no result behind when the window closes', async () => {
    const { api, source, pid, close } = await start();
    await api.superResolve({ image: source, ...ALL, frames: [1] });
    const running = failureOf(
      api.superResolve(
        { image: source, ...ALL },
        { onEvent: ({ kind }) => void (kind === 'done' && close()) },
      ),
    );
    await until(() => resultsOf(pid).length === 0);
    void running;
  });
});
