import type { ComputeApi } from '../contract/compute-api';
import { ProcessStoppedError } from '../contract/errors';
import { Engine } from '../engine/engine';
import { openRuntime } from '../engine/runtime';
import { completeBundle, readBundle, readDraft } from '../io/model-bundle';
import { networkOf } from '../models/catalog';
import { Handles } from './handles';
import { ModelShelf } from './model-shelf';
import { restingThreads } from './resting-threads';
import { simulationCalls } from './simulation-calls';
import { StripThreads, type ReconstructionThreads } from './strip-threads';

/**
 * What a `compute` process answers. The runtime starts with the first call that needs it; what TensorFlow computes is
 * computed call after call, each to its end, and what is reconstructed on threads beside it.
 */
export function createComputeService(started: ReconstructionThreads): ComputeApi {
  const threads = restingThreads(started);
  // A number of the process before this one, which was ended for another job's sake, stands for nothing here.
  const strips = new Handles<StripThreads>('strip that is reconstructed', Date.now());
  const stripOf = (strip: number): StripThreads => {
    if (strips.has(strip)) return strips.get(strip);
    throw new ProcessStoppedError(
      'The reconstruction was interrupted: the process that computes was started afresh. Try again.',
      { process: 'compute', reason: 'stopped' },
    );
  };
  let starting: Promise<Engine> | null = null;
  const engine = (): Promise<Engine> =>
    (starting ??= openRuntime().then(
      (runtime) => new Engine(runtime),
      (error: unknown) => {
        starting = null;
        throw error;
      },
    ));

  const shelf = new ModelShelf((model) => void engine().then((running) => running.unload(model)));

  return {
    device: async () => (await engine()).device,
    memory: async () => ({ availableBytes: (await engine()).availableBytes() }),
    async loadModel({ path }) {
      const { record, weights, test } = await readBundle(path);
      const running = await engine();
      const identity = JSON.stringify(record); // names the checksum of every file
      const kept = shelf.take(identity);
      if (kept) return kept;
      const network = networkOf(record.architecture);
      const { model, geometry } = running.load({ name: record.name, network, weights, test });
      const loaded = { model, geometry, record, checksum: record.weights.sha256 };
      shelf.put(identity, loaded);
      return loaded;
    },
    async unloadModel({ model }) {
      if (!shelf.giveBack(model)) (await engine()).unload(model); // which says that there is no such model
    },
    predict: async (request) => (await engine()).predict(request),
    completeBundle: async ({ path }) => {
      const { record, weights, input } = await readDraft(path);
      const network = networkOf(record.architecture);
      return completeBundle(path, (await engine()).evaluate({ network, weights }, input));
    },
    selfTest: async () => (await engine()).selfTest(),
    async beginStrip(asked, options = {}) {
      return { strip: strips.add(await StripThreads.begin(asked, threads, options)) };
    },
    addFrames: async ({ strip, ...frames }, options = {}) => stripOf(strip).add(frames, options),
    endPass: async ({ strip }) => stripOf(strip).endPass(),
    stripImage: async ({ strip }) => stripOf(strip).image(),
    endStrip: async ({ strip }) => strips.take(strip).stop(),
    ...simulationCalls(),
    measureSpeed: async ({ side }) => (await engine()).measureSpeed(side),
  };
}
