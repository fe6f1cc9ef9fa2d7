import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppApi, HostInfo, OpenImage, SuperResolveEvent } from '../../../../src-main/contract/app-api';
import { DEFAULT_SETTINGS } from '../../../../src-main/contract/config';
import { AbortError } from '../../../../src-main/contract/signal';
import { runSuperResolve } from '../../../../src-renderer/actions/run-super-resolve';
import { setLut } from '../../../../src-renderer/state/image.svelte';
import { imageToCompute } from '../../../../src-renderer/state/super-resolve.svelte';
import { wholeImage } from '../../../../src-renderer/state/super-resolve-params';
import { Workspace } from '../../../../src-renderer/state/workspace.svelte';
import { imageInfo } from '../../../support/memory-source';

const tile = { x: 0, y: 0, width: 8, height: 8 };

const anImage = (image: number, origin: OpenImage['origin'] = null): OpenImage => ({
  image,
  name: origin ? 'cells-sr.tif' : 'cells.tif',
  path: origin ? null : '/cells.tif',
  format: 'TIFF',
  series: 0,
  seriesCount: 1,
  origin,
  info: imageInfo({ axes: 'TYX', shape: [4, 16, 16], pixelType: 'uint16' }),
});
const aResult = (image: number, seconds: number | null = null) =>
  anImage(image, {
    source: 1,
    region: { x: 0, y: 0, width: 16, height: 16 },
    outputScale: 1,
    hasOwnValues: false,
    method: 'network',
    summedFrames: null,
    models: ['bpae'],
    seconds,
  });

/** A window with an image at its third frame, whose application tells these events and then ends as `end` does. */
function aWindow(events: SuperResolveEvent[], end: () => Promise<void> = () => Promise.resolve()) {
  const asked: unknown[] = [];
  const api: Partial<AppApi> = {
    async superResolve(params, call) {
      asked.push(params);
      for (const event of events) call?.onEvent?.(event);
      await end();
      return { results: [] };
    },
  };
  const host = { kind: 'desktop', settings: { ...DEFAULT_SETTINGS }, nativeDialogs: false } as HostInfo;
  const workspace = new Workspace({ api: api as AppApi, pathsOf: null }, host);
  const source = workspace.adopt(anImage(1));
  source.goTo(0, 2);
  const comparison = workspace.compare([source]);
  comparison.paneSize = { width: 100, height: 100 };
  comparison.camera = { x: 3, y: 5, zoom: 50 };
  const run = () => runSuperResolve(workspace, comparison, source, wholeImage('bpae'));
  return { workspace, comparison, source, asked, run };
}

const begun: SuperResolveEvent = { kind: 'begun', result: aResult(2) };
const computing: SuperResolveEvent = { kind: 'computing', image: 2, plane: 2, tile };
const done: SuperResolveEvent = { kind: 'done', image: 2, plane: 2, tile };

describe('a result in the window', () => {
  beforeEach(() => void vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frame()));

  it('opens beside its input, at the same frame, and is computed where the person looks', async () => {
    const { comparison, asked, run } = aWindow([begun]);
    const ended = run();
    const [, result] = comparison.members;
    expect([result!.role, result!.image.position]).toEqual(['result', [2]]);
    expect(comparison.camera).toEqual({ x: 3, y: 5, zoom: 50 });
    expect(asked).toEqual([{ image: 1, models: ['bpae'], range: 'as-is', lookAt: { plane: 2, x: 3, y: 5 } }]);
    await ended;
  });

  it('of a composite shows its channels in the colours of the source', async () => {
    const info = imageInfo({ axes: 'CYX', shape: [2, 16, 16], pixelType: 'uint16' });
    const { workspace } = aWindow([
      { kind: 'begun', result: { ...aResult(2), info } },
      { kind: 'finished', result: { ...aResult(2, 1), info } },
    ]);
    const channels = workspace.adopt({ ...anImage(9), info });
    channels.composite = true;
    setLut(channels.channels[0]!, 'Green');
    setLut(channels.channels[1]!, 'Magenta');
    const tab = workspace.compare([channels]);
    await runSuperResolve(workspace, tab, channels, wholeImage('bpae'));
    const [, result] = tab.images;
    expect(result!.composite).toBe(true);
    expect(result!.channels.map(({ lutName }) => lutName)).toEqual(['Green', 'Magenta']);
  });

  it('fills tile by tile', async () => {
    let goOn!: () => void;
    const { comparison, run } = aWindow(
      [begun, computing, done, { ...computing, plane: 3 } as SuperResolveEvent],
      () => new Promise((resolve) => (goOn = resolve)),
    );
    const ended = run();
    expect(comparison.members[1]!.image.tiles).toEqual({
      done: [{ plane: 2, tile }],
      computing: [{ plane: 3, tile }],
    });
    goOn();
    await ended;
  });

  it('shows no tile at work any more that is computed again in smaller ones', async () => {
    const half = { ...tile, width: 4 };
    let goOn!: () => void;
    const { comparison, run } = aWindow(
      [begun, computing, { ...computing, tile: half } as SuperResolveEvent],
      () => new Promise((resolve) => (goOn = resolve)),
    );
    const ended = run();
    expect(comparison.members[1]!.image.tiles!.computing).toEqual([{ plane: 2, tile: half }]);
    goOn();
    await ended;
  });

  it('is complete when it is finished, and said to be', async () => {
    const { workspace, comparison, run } = aWindow([
      begun,
      done,
      { kind: 'finished', result: aResult(2, 0.04) },
    ]);
    await run();
    const { image } = comparison.members[1]!;
    expect([image.tiles, image.revision, image.open.origin!.seconds]).toEqual([null, 1, 0.04]);
    expect(workspace.messages.shown.map(({ fact }) => fact)).toEqual(['cells.tif super-resolved in 0.04 s.']);
  });

  it('tells how fast this computer is, where the run was long enough', async () => {
    const short = aWindow([begun, { kind: 'finished', result: aResult(2, 0.04) }]);
    await short.run();
    expect(short.workspace.speed).toBeNull();
    const long = aWindow([begun, { kind: 'finished', result: aResult(2, 4) }]);
    await long.run();
    expect(long.workspace.speed).toBe(256); // four frames of 16 x 16 pixels
  });

  it('goes again when it is cancelled, and nothing is said', async () => {
    const { workspace, comparison, run } = aWindow([begun, done], () => Promise.reject(new AbortError()));
    await run();
    expect(comparison.images.map(({ id }) => id)).toEqual([1]);
    expect([...workspace.images.keys()]).toEqual([1]);
    expect(workspace.messages.shown).toEqual([]);
  });

  it('goes again when it fails, with the sentence and a way to try again; finished ones stay', async () => {
    const finished: SuperResolveEvent = { kind: 'finished', result: aResult(2, 1) };
    const second: SuperResolveEvent = { kind: 'begun', result: aResult(3) };
    const { workspace, comparison, asked, run } = aWindow([begun, finished, second], () =>
      Promise.reject(new Error('The compute process ended. You can try again.')),
    );
    await run();
    expect(comparison.images.map(({ id }) => id)).toEqual([1, 2]);
    const failure = workspace.messages.shown.find(({ level }) => level === 'error')!;
    expect(failure.fact).toBe('The compute process ended.');
    failure.actions[0]!.run();
    expect(asked).toHaveLength(2);
  });

  it('is never what the next click computes: that is its input, also where the target is in front', async () => {
    const { workspace, comparison, source, run } = aWindow([
      begun,
      { kind: 'finished', result: aResult(2, 1) },
    ]);
    await run();
    comparison.activeIndex = 1;
    expect(imageToCompute(comparison)).toBe(source);
    comparison.add(workspace.adopt(anImage(4)), 'target');
    comparison.activeIndex = 2;
    expect(imageToCompute(comparison)).toBe(source);
  });

  it('of a full comparison opens in another, with its input', async () => {
    const { workspace, comparison, source, run } = aWindow([begun]);
    for (const id of [11, 12, 13, 14, 15]) comparison.add(workspace.adopt(anImage(id)), 'other');
    const ended = run();
    expect(comparison.members).toHaveLength(6);
    expect(workspace.comparison!.images.map(({ id }) => id)).toEqual([source.id, 2]);
    await ended;
  });
});
