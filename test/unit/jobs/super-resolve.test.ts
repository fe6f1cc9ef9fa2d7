import { expect, it } from 'vitest';
import type { ComputeApi } from '../../../src-main/contract/compute-api';
import { DamagedFileError, RuntimeFailedError } from '../../../src-main/contract/errors';
import type { FilesApi } from '../../../src-main/contract/files-api';
import type { Session } from '../../../src-main/jobs/session';
import { superResolve } from '../../../src-main/jobs/super-resolve';

/** A session whose images fail to open with `failure`, and what became of its compute process. */
function sessionThatFails(failure: Error) {
  const seen = { restarts: 0, unloaded: 0, opened: [] as string[] };
  const files: Partial<FilesApi> = {
    findModel: async () => ({ kind: 'bundle', path: 'model' }),
    openImage: async ({ path }) => {
      seen.opened.push(path);
      throw failure;
    },
  };
  const compute: Partial<ComputeApi> = {
    device: async () => ({ fallback: null }) as never,
    loadModel: async () => ({ model: 1, record: { output: 'image' } }) as never,
    unloadModel: async () => void seen.unloaded++,
  };
  const session = {
    compute,
    withFiles: (work: (files: FilesApi) => Promise<unknown>) => work(files as FilesApi),
    restartCompute: async () => void seen.restarts++,
  } as unknown as Session;
  const run = (input: string[]) =>
    superResolve(session, { input, model: 'm', out: 'folder', series: 1, range: 'as-is' }, {});
  return { run, seen };
}

it('goes on past a bad image, on the same runtime, and frees the model at the end', async () => {
  const { run, seen } = sessionThatFails(new DamagedFileError('Damaged.', { path: '' }));
  const { failures } = await run(['a.tif', 'b.tif']);
  expect(failures.map(({ input }) => input)).toEqual(['a.tif', 'b.tif']);
  expect(seen).toEqual({ restarts: 0, unloaded: 1, opened: ['a.tif', 'b.tif'] });
});

it('goes on with another runtime where one failed, also after the last image', async () => {
  const { run, seen } = sessionThatFails(new RuntimeFailedError('Failed.', { runtime: 'TensorFlow' }));
  await run(['a.tif', 'b.tif']);
  expect(seen.restarts).toBe(2);
  await expect(run(['c.tif'])).rejects.toThrow('Failed.');
  expect(seen.restarts).toBe(3);
});
