/** A tensor the addon made: the number it is asked for by, and what it is. */
export interface AddonTensor {
  id: number;
  shape: number[];
  dtype: number;
}

/**
 * The functions of tfjs-node's addon (`tfjs_binding.node`, tfjs 4.22 over libtensorflow) that are used, without tfjs's own
 * JavaScript. All are synchronous and throw Error with TensorFlow's message. Tensors live until they are deleted; a
 * tensor made from a typed array shares its memory, so that array must not be written while the tensor lives.
 */
export interface Addon {
  TF_Version: string;
  isUsingGpuDevice(): boolean;
  createTensor(shape: number[], dtype: number, values: Float32Array | Int32Array): number;
  deleteTensor(tensor: number): void;
  /** A copy of the tensor's values. */
  tensorDataSync(tensor: number): Float32Array | Int32Array;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  /** Feeds and fetches are named "node:output", separated by commas. */
  runSavedModel(session: number, inputs: number[], feeds: string, fetches: string): AddonTensor[];
  getNumOfTensors(): number;
  getNumOfSavedModels(): number;
}

/** Loads the addon file. Throws what the dynamic linker says when it, or libtensorflow, cannot be loaded. */
export function loadAddon(path: string): Addon {
  const holder: { exports: Partial<Addon> } = { exports: {} };
  process.dlopen(holder, path);
  return holder.exports as Addon;
}
