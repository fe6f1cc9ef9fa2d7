import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppApi } from '../../../../src-main/contract/app-api';
import type { ReconstructionPreview } from '../../../../src-main/contract/app-reconstruction';
import { EsrrfParams } from '../../../../src-main/contract/reconstruction';
import { AbortError } from '../../../../src-main/contract/signal';
import { LivePreview } from '../../../../src-renderer/state/reconstruction-preview.svelte';

const asked = (radius: number) => ({
  image: 1,
  params: EsrrfParams.parse({ method: 'esrrf', radius }),
  region: { x: 0, y: 0, width: 8, height: 8 },
});
const preview = (frames: number) => ({ frames }) as ReconstructionPreview;

/** An application that answers when it is told to. */
function anApplication() {
  const calls: {
    radius: number;
    signal: unknown;
    answer: (frames: number) => void;
    fail: (error: Error) => void;
  }[] = [];
  const api: Pick<AppApi, 'previewReconstruction'> = {
    previewReconstruction: ({ params }, options) =>
      new Promise((resolve, reject) => {
        options?.signal?.addEventListener('abort', () => reject(new AbortError()));
        calls.push({
          radius: (params as EsrrfParams).radius,
          signal: options?.signal,
          answer: (frames) => resolve(preview(frames)),
          fail: reject,
        });
      }),
  };
  return { calls, live: new LivePreview(api) };
}

describe('the live preview', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is asked for once, with the last of parameters that change in a row', async () => {
    const { calls, live } = anApplication();
    live.ask(asked(1))();
    live.ask(asked(2));
    await vi.advanceTimersByTimeAsync(500);
    expect(calls.map(({ radius }) => radius)).toEqual([2]);
    expect(live.isComputing).toBe(true);
    calls[0]!.answer(40);
    await vi.advanceTimersByTimeAsync(0);
    expect([live.shown?.frames, live.isComputing]).toEqual([40, false]);
  });

  it('gives up the one before, and never shows it late', async () => {
    const { calls, live } = anApplication();
    const giveUp = live.ask(asked(1));
    await vi.advanceTimersByTimeAsync(500);
    giveUp();
    live.ask(asked(2));
    calls[0]!.answer(1);
    await vi.advanceTimersByTimeAsync(500);
    expect([live.shown, live.failure, live.isComputing]).toEqual([null, '', true]);
    calls[1]!.answer(2);
    await vi.advanceTimersByTimeAsync(0);
    expect(live.shown?.frames).toBe(2);
  });

  it('says why there is none, until there is one again', async () => {
    const { calls, live } = anApplication();
    live.ask(asked(1));
    await vi.advanceTimersByTimeAsync(500);
    calls[0]!.fail(new Error('stack.tif: trac4 needs at least 5 frames.'));
    await vi.advanceTimersByTimeAsync(0);
    expect([live.failure, live.isComputing]).toEqual(['stack.tif: trac4 needs at least 5 frames.', false]);
    live.ask(asked(2));
    await vi.advanceTimersByTimeAsync(500);
    calls[1]!.answer(40);
    await vi.advanceTimersByTimeAsync(0);
    expect(live.failure).toBe('');
  });
});
