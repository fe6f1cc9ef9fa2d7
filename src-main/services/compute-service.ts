import type { ComputeApi } from '../contract/compute-api';
import { Engine } from '../engine/engine';
import { openRuntime } from '../engine/runtime';
import { completeBundle, readBundle, readDraft } from '../io/model-bundle';
import { networkOf } from '../models/catalog';

/**
 * What a `compute` process answers. The runtime starts with the first call that needs it; calls are computed one after
 * another, each to its end.
 */
export function createComputeService(): ComputeApi {
  let starting: Promise<Engine> | null = null;
  const engine = (): Promise<Engine> =>
    (starting ??= openRuntime().then(
      (runtime) => new Engine(runtime),
      (error: unknown) => {
        starting = null;
        throw error;
      },
    ));

  return {
    device: async () => (await engine()).device,
    memory: async () => ({ availableBytes: (await engine()).availableBytes() }),
    loadModel: async ({ path }) => {
      const { record, weights, test } = await readBundle(path);
      const network = networkOf(record.architecture);
      const loaded = (await engine()).load({ name: record.name, network, weights, test });
      return { ...loaded, record, checksum: record.weights.sha256 };
    },
    unloadModel: async ({ model }) => (await engine()).unload(model),
    predict: async (request) => (await engine()).predict(request),
    completeBundle: async ({ path }) => {
      const { record, weights, input } = await readDraft(path);
      const network = networkOf(record.architecture);
      return completeBundle(path, (await engine()).evaluate({ network, weights }, input));
    },
    selfTest: async () => (await engine()).selfTest(),
    measureSpeed: async ({ side }) => (await engine()).measureSpeed(side),
  };
}
