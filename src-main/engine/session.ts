import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSavedModel, tensorName } from './graph-def';
import type { CompiledNetwork } from './compile';
import { takeValues, withTensor, type Addon } from './tensorflow';

/** A compiled network loaded into an executor. */
export interface Program {
  /** Runs on `input`, in the shape that the network was compiled for; answers the output's values. */
  run(input: Float32Array): Float32Array;
  /** Frees what the program holds. */
  dispose(): void;
}

/** Loads a compiled network as a TensorFlow session: one call runs the whole graph, operations side by side. */
export function openSession(addon: Addon, { graph, input, output }: CompiledNetwork): Program {
  const session = loadModel(addon, encodeSavedModel(graph, { input }, { output }));
  const [feed, fetch] = [tensorName(input), tensorName(output)];
  return {
    run: (values) =>
      withTensor(addon, values, input.shape, (tensor) =>
        takeValues(addon, addon.runSavedModel(session, [tensor], feed, fetch)[0]!),
      ),
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
