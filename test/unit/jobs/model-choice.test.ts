import { describe, expect, it } from 'vitest';
import type { FilesApi } from '../../../src-main/contract/files-api';
import { chooseModels, loadModels } from '../../../src-main/jobs/model-choice';
import type { Session } from '../../../src-main/jobs/session';

/** A session that finds every model, and whose models enlarge as `scales` says. */
function sessionWith(scales: Record<string, number> = {}) {
  const asked: string[] = [];
  const files: Partial<FilesApi> = {
    findModel: async ({ model }) => {
      asked.push(model);
      return { kind: 'bundle', path: model };
    },
  };
  const compute = {
    loadModel: async ({ path }: { path: string }) => ({
      model: 1,
      record: { name: path, output: path.startsWith('density') ? 'density' : 'image' },
      geometry: { outputScale: scales[path] ?? 1 },
    }),
  };
  const session = {
    compute,
    withFiles: (work: (files: FilesApi) => Promise<unknown>) => work(files as FilesApi),
  } as unknown as Session;
  return { session, asked };
}

const base = { input: ['a.tif'], out: 'b.tif', series: 1, range: 'as-is' as const };

describe('the models of a request', () => {
  it('are one for all channels, or one for each; a model named twice is there once', async () => {
    const { session, asked } = sessionWith();
    expect(await chooseModels(session, { ...base, model: 'a' }, {})).toMatchObject([{ channel: null }]);
    const channelModels = ['a', 'b', 'a'].map((model, i) => ({ channel: i + 1, model }));
    const chosen = await chooseModels(session, { ...base, channelModels }, {});
    expect(chosen.map(({ channel }) => channel)).toEqual([1, 2, 3]);
    expect(chosen[0]!.model).toBe(chosen[2]!.model);
    expect(chosen[0]!.model).not.toBe(chosen[1]!.model);
    expect(asked).toEqual(['a', 'a', 'b']);
  });

  it('make one result only where they enlarge alike and make the same of it', async () => {
    const { session } = sessionWith({ fine: 2 });
    const of = (...models: string[]) =>
      chooseModels(
        session,
        { ...base, channelModels: models.map((model, i) => ({ channel: i + 1, model })) },
        {},
      );
    await expect(loadModels(await of('a', 'b'), {})).resolves.toMatchObject({ record: { name: 'a' } });
    await expect(loadModels(await of('a', 'fine'), {})).rejects.toThrow(
      /"a" makes 1 pixels of one along each side, "fine" makes 2 pixels/,
    );
    await expect(loadModels(await of('density', 'a'), {})).rejects.toThrow(
      /"density" makes a density of emitters, "a" makes an image/,
    );
  });
});
