import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_TYPE, type Graph, type Tensor, type TensorValues } from './graph';
import { encodeSavedModel, tensorName } from './graph-def';
import type { Addon } from './tensorflow';

/** A value fed for one run: a placeholder, and what stands in its place. */
export type Feed = readonly [placeholder: Tensor, values: TensorValues];

/** A graph loaded as a TensorFlow session; its variables live as long as it does. */
export interface GraphSession {
  /** Runs what the fetched tensors depend on, and gives their values in that order. Synchronous. */
  run(feeds: readonly Feed[], fetches: readonly Tensor[]): Float32Array[];
  /** Frees the session and its variables. */
  dispose(): void;
}

/**
 * Loads a graph. A fed array must not be written to while a run reads it. Throws Error with TensorFlow's message; after
 * a failed run the addon holds tensors that nobody frees.
 */
export function openGraphSession(addon: Addon, graph: Graph): GraphSession {
  const session = loadModel(addon, encodeSavedModel(graph, {}, {}));
  return {
    run(feeds, fetches) {
      const fed = feeds.map(([{ shape, type }, values]) =>
        addon.createTensor(shape, DATA_TYPE[type], values),
      );
      try {
        const names = feeds.map(([placeholder]) => tensorName(placeholder)).join();
        const fetched = addon.runSavedModel(session, fed, names, fetches.map(tensorName).join());
        return fetched.map(({ id }) => {
          const values = addon.tensorDataSync(id) as Float32Array;
          addon.deleteTensor(id);
          return values;
        });
      } finally {
        for (const tensor of fed) addon.deleteTensor(tensor);
      }
    },
    dispose: () => addon.deleteSavedModel(session),
  };
}

/** TensorFlow loads models from folders only: a temporary one, gone before this returns. */
function loadModel(addon: Addon, bytes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'finescope-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), bytes);
    return addon.loadSavedModel(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
