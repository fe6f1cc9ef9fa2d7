import { describe, expect, it } from 'vitest';
import type { AppApi } from '../../../../src-main/contract/app-api';
import type { ParameterMap } from '../../../../src-main/contract/parameter-map';
import { SweptParameters } from '../../../../src-main/contract/parameter-map';
import { EsrrfParams } from '../../../../src-main/contract/reconstruction';
import { AbortError } from '../../../../src-main/contract/signal';
import { parameterMap } from '../../../../src-main/imaging/parameter-map';
import { ParameterSearch } from '../../../../src-renderer/state/parameter-search.svelte';

const params = EsrrfParams.parse({ method: 'esrrf', radius: 9, magnification: 4 });
const swept = SweptParameters.parse({ method: 'esrrf', radii: [1, 2], sensitivities: [1] });
const region = { x: 0, y: 0, width: 64, height: 64 };
const asked = { image: 1, params, swept, region };
const map: ParameterMap = parameterMap({ params, swept, frames: 50, region, pixelSizeUm: null }, [
  { resolutionPx: 1, rsp: 0.9, outcome: 'resolved' },
  { resolutionPx: 2, rsp: 0.9, outcome: 'resolved' },
]);

/** A search whose application answers when it is told to. */
function aSearch() {
  const answers: { answer: () => void; fail: (error: Error) => void; tell: (done: number) => void }[] = [];
  const api: Pick<AppApi, 'sweepReconstruction'> = {
    sweepReconstruction: (_, options) =>
      new Promise((resolve, reject) => {
        options?.signal?.addEventListener('abort', () => reject(new AbortError()));
        answers.push({
          answer: () => resolve(map),
          fail: reject,
          tell: (done) => options?.onProgress?.({ done, total: 25, unit: 'settings', activity: '' }),
        });
      }),
  };
  return { answers, search: new ParameterSearch(api) };
}

describe('finding parameters', () => {
  it('tells how far it is, and then the map', async () => {
    const { answers, search } = aSearch();
    const ended = search.run(asked);
    answers[0]!.tell(0);
    expect([search.isRunning, search.progressText]).toEqual([true, 'setting 1 of 25']);
    answers[0]!.tell(5);
    expect([search.part, search.progressText]).toEqual([
      0.2,
      expect.stringMatching(/^setting 6 of 25, .* left$/),
    ]);
    answers[0]!.answer();
    await ended;
    expect([search.isRunning, search.map]).toEqual([false, map]);
  });

  it('stopped says nothing, and what was found before stands', async () => {
    const { answers, search } = aSearch();
    const first = search.run(asked);
    answers[0]!.answer();
    await first;
    const second = search.run(asked);
    search.cancel();
    await second;
    expect([search.isRunning, search.map, search.failure]).toEqual([false, map, '']);
  });

  it('says why there is no map', async () => {
    const { answers, search } = aSearch();
    const ended = search.run(asked);
    answers[0]!.fail(new Error('stack.tif: there are 9 frames.'));
    await ended;
    expect([search.map, search.failure, search.isRunning]).toEqual([
      null,
      'stack.tif: there are 9 frames.',
      false,
    ]);
  });

  it('knows which setting is chosen, and whether anything else was changed since', async () => {
    const { answers, search } = aSearch();
    const ended = search.run(asked);
    answers[0]!.answer();
    await ended;
    expect(search.placeOf(params)).toBeNull();
    expect(search.placeOf({ ...params, radius: 2 })).toBe(1);
    expect(search.isOld({ ...params, radius: 2 })).toBe(false);
    expect(search.isOld({ ...params, magnification: 5 })).toBe(true);
  });
});
