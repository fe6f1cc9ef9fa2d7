import { describe, expect, it } from 'vitest';
import type { FilesApi } from '../../../src-main/contract/files-api';
import type { PixelType } from '../../../src-main/contract/image';
import type { Normalisation } from '../../../src-main/contract/model';
import { choosePlanes } from '../../../src-main/imaging/selection';
import { choosePartRange, inputParts } from '../../../src-main/jobs/input-parts';
import type { ModelInUse } from '../../../src-main/jobs/models';
import { imageInfo } from '../../support/memory-source';

const modelOf = (normalisation: Normalisation) =>
  ({ load: async () => ({ record: { normalisation } }) }) as unknown as ModelInUse;
const fixed = modelOf({ kind: 'fixed' });

describe('the parts of an input', () => {
  it('are the planes of each channel for its own model, wherever the channels stand', () => {
    const info = imageInfo({ axes: 'TCYX', shape: [2, 3, 8, 8], pixelType: 'uint16' });
    const chosen = choosePlanes(info, { channels: [3, 1] });
    const models = [3, 1].map((channel) => ({ channel, model: fixed }));
    const parts = inputParts(info, chosen, models, null);
    expect(parts.map(({ channel, planes }) => ({ channel, planes }))).toEqual([
      {
        channel: 3,
        planes: [
          { plane: 2, outputPlane: 0 },
          { plane: 5, outputPlane: 2 },
        ],
      },
      {
        channel: 1,
        planes: [
          { plane: 0, outputPlane: 1 },
          { plane: 3, outputPlane: 3 },
        ],
      },
    ]);
  });

  it('are a part for each colour sample, and one model for all of them', () => {
    const info = imageInfo({ axes: 'TYXS', shape: [2, 8, 8, 3], pixelType: 'uint8' });
    const chosen = choosePlanes(info, {});
    const parts = inputParts(info, chosen, [{ channel: null, model: fixed }], null);
    expect(parts.map(({ sample, planes }) => [sample, ...planes.map((one) => one.outputPlane)])).toEqual([
      [0, 0, 3],
      [1, 1, 4],
      [2, 2, 5],
    ]);
    expect(() => inputParts(info, chosen, [{ channel: 1, model: fixed }], null)).toThrow(
      /colours, not channels/,
    );
  });
});

describe('the parts of an input whose frames are summed', () => {
  it('bring all frames of a channel to one plane of the result', () => {
    const info = imageInfo({ axes: 'TCYX', shape: [3, 2, 8, 8], pixelType: 'uint16' });
    const chosen = choosePlanes(info, { frames: [1, 3] });
    const [part] = inputParts(info, chosen, [{ channel: null, model: fixed }], 0);
    expect(part!.planes.map(({ plane, outputPlane }) => [plane, outputPlane])).toEqual([
      [0, 0],
      [1, 1],
      [4, 0],
      [5, 1],
    ]);
  });

  it('keep colour samples apart', () => {
    const info = imageInfo({ axes: 'ZYXS', shape: [2, 8, 8, 3], pixelType: 'uint8' });
    const parts = inputParts(info, choosePlanes(info, {}), [{ channel: null, model: fixed }], 0);
    expect(parts.map(({ planes }) => planes.map((one) => one.outputPlane))).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });
});

describe("a part's range", () => {
  /** Chooses the range of a plane whose values lie between 90 and 4000; says how often it was measured, and what was said. */
  async function choose(pixelType: PixelType, model: ModelInUse, range: 'as-is' | 'matched') {
    const seen = { measured: 0, said: [] as string[] };
    const files: Partial<FilesApi> = {
      statistics: async () => {
        seen.measured++;
        return { min: 90, max: 4000, mean: 900, std: 300, nonFinite: 0, percentiles: [100, 3000] };
      },
    };
    const info = imageInfo({ axes: 'YX', shape: [8, 8], pixelType });
    const [part] = inputParts(info, choosePlanes(info, {}), [{ channel: null, model }], null);
    const input = { files: files as FilesApi, handle: 1, series: 0, info };
    const notice = (sentence: string) => void seen.said.push(sentence);
    const { choice, advise } = await choosePartRange({ ...input, notice }, part!, range, {});
    return { seen, choice, advise };
  }

  it('of 8 bit is never measured where the model takes full scale', async () => {
    for (const range of ['as-is', 'matched'] as const) {
      const { seen, advise } = await choose('uint8', fixed, range);
      expect([seen.measured, advise]).toEqual([0, null]);
    }
  });

  it('of 16 bit taken as they are is measured later, for the advice only', async () => {
    const { seen, choice, advise } = await choose('uint16', fixed, 'as-is');
    expect([seen.measured, choice?.linear]).toEqual([0, { scale: 1 / 65_535, offset: -0.5 }]);
    await advise!({});
    expect(seen.measured).toBe(1);
    expect(seen.said).toEqual([expect.stringMatching(/4000 \(12 bits\)/)]);
  });

  it("of a plane's own is measured plane by plane, each once, when its turn comes", async () => {
    const measured: number[][] = [];
    const said: string[] = [];
    const files: Partial<FilesApi> = {
      statistics: async ({ planes }) => {
        measured.push(planes!);
        const [plane] = planes as [number];
        const range = plane === 2 ? { min: null, max: null } : { min: 10 * plane, max: 10 * plane + 20 };
        return { ...range, mean: 0, std: 0, nonFinite: plane, percentiles: [] };
      },
    };
    const info = imageInfo({ axes: 'TYX', shape: [3, 8, 8], pixelType: 'uint16' });
    const model = modelOf({ kind: 'frameMinMax', mean: 0.5, std: 0.25 });
    const [part] = inputParts(info, choosePlanes(info, {}), [{ channel: null, model }], null);
    const notice = (sentence: string) => void said.push(sentence);
    const input = { files: files as FilesApi, handle: 1, series: 0, info, notice };
    const { choice, maps, advise } = await choosePartRange(input, part!, 'as-is', {});
    expect([choice, advise, measured]).toEqual([null, null, []]);
    for (const plane of [0, 0, 1]) {
      const { scale, offset } = await maps.of(plane, {});
      expect([10, 30].map((value) => (value - 10 + 10 * plane) * scale + offset)).toEqual(
        [0, 4].map((n) => n - 2),
      );
    }
    expect(measured).toEqual([[0], [1]]);
    expect(said).toEqual([expect.stringMatching(/^Plane 2 holds values that are NaN/)]);
    await expect(maps.of(2, {})).rejects.toThrow(/Plane 3 holds no finite value.*--frames/);
  });

  it('is measured first where the values that enter depend on it', async () => {
    const matched = await choose('uint16', fixed, 'matched');
    expect([matched.seen.measured, matched.choice?.matched, matched.advise]).toEqual([1, true, null]);
    const spread = await choose('uint8', modelOf({ kind: 'minMax' }), 'as-is');
    expect([spread.seen.measured, spread.choice?.linear.scale]).toEqual([1, 1 / 3910]);
  });
});
