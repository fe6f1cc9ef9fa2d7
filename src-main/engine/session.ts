import type { CompiledNetwork } from './compile';
import { openGraphSession } from './graph-session';
import type { Addon } from './tensorflow';

/** A compiled network loaded into an executor. */
export interface Program {
  /** Runs on `input`, in the shape that the network was compiled for; answers the output's values. */
  run(input: Float32Array): Float32Array;
  /** Frees what the program holds. */
  dispose(): void;
}

/** Loads a compiled network as a TensorFlow session: one call runs the whole graph, operations side by side. */
export function openSession(addon: Addon, { graph, input, output }: CompiledNetwork): Program {
  const session = openGraphSession(addon, graph);
  return {
    run: (values) => session.run([[input, values]], [output])[0]!,
    dispose: () => session.dispose(),
  };
}
