import type { DeviceInfo } from '../contract/compute-api';
import { RuntimeFailedError } from '../contract/errors';
import type { CompiledNetwork } from './compile';
import { availableMemory, findGpu, processorName, threadCount, type Gpu } from './device';
import { openSession, type Program } from './session';
import { loadAddon, type Addon } from './tensorflow';
import { startWasm } from './wasm';

/** What computes: TensorFlow, or tfjs's WebAssembly backend where TensorFlow cannot be had. */
export interface Runtime {
  readonly device: DeviceInfo;
  /** Makes a compiled network ready to run. */
  open(compiled: CompiledNetwork): Program;
  /** Memory a prediction may use now, in bytes. */
  availableBytes(): number;
  /** More than this a prediction can never have, whatever is free, in bytes. */
  readonly mostBytes: number;
  /** Tensors alive, to show that none is lost. */
  tensors(): number;
}

/** Where the parts of the runtime lie. */
export interface RuntimePaths {
  /** `tfjs_binding.node`; undefined where TensorFlow is not installed. */
  addon: string | undefined;
  /** Why it is not, in a few words. */
  missing: string | undefined;
  /** Folder of the WebAssembly files, where it is not the one beside the script. */
  wasm: string | undefined;
}

/** The paths that the launcher left in the environment. */
export function runtimePaths(environment: NodeJS.ProcessEnv = process.env): RuntimePaths {
  return {
    addon: environment['FINESCOPE_TENSORFLOW'] || undefined,
    missing: environment['FINESCOPE_TENSORFLOW_MISSING'] || undefined,
    wasm: environment['FINESCOPE_WASM'] || undefined,
  };
}

/** TensorFlow, with the functions of its addon that training calls itself. */
export interface TensorFlow {
  addon: Addon;
  runtime: Runtime;
}

/**
 * Starts TensorFlow alone, for what WebAssembly cannot do.
 *
 * @throws RuntimeFailedError when it is not there or does not start.
 */
export function openTensorFlow(paths: RuntimePaths = runtimePaths()): TensorFlow {
  const started = startTensorFlow(paths);
  if (typeof started !== 'string') return started;
  throw new RuntimeFailedError(
    `Training needs TensorFlow, which is not used here (${started}); the WebAssembly backend only predicts. Run npm start again, which completes what is missing, or train on another computer.`,
    { runtime: 'TensorFlow' },
  );
}

/**
 * Starts TensorFlow, or the WebAssembly backend with a sentence saying why.
 *
 * @throws RuntimeFailedError when neither starts.
 */
export async function openRuntime(paths: RuntimePaths = runtimePaths()): Promise<Runtime> {
  const started = startTensorFlow(paths);
  return typeof started === 'string' ? wasmRuntime(started, paths.wasm) : started.runtime;
}

/** TensorFlow, or in a few words why it cannot be had. */
function startTensorFlow({ addon: path, missing }: RuntimePaths): TensorFlow | string {
  if (!path) return missing ?? 'it is not installed';
  try {
    const gpu = findGpu();
    const addon = loadAddon(path);
    return { addon, runtime: tensorFlowRuntime(addon, gpu) };
  } catch (error) {
    return `it could not be loaded: ${sentence(error)}`;
  }
}

const sentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/\.$/, '');

/** TensorFlow through its addon; `gpu` as it was before TensorFlow took any of its memory. */
export function tensorFlowRuntime(addon: Addon, gpu: Gpu | null): Runtime {
  const usesGpu = addon.isUsingGpuDevice();
  const idle = gpu && !usesGpu ? gpu.name : null;
  return {
    device: {
      runtime: `TensorFlow ${addon.TF_Version}`,
      kind: usesGpu ? 'gpu' : 'cpu',
      device: usesGpu ? (gpu?.name ?? 'GPU') : processorName(),
      threads: threadCount(),
      oneDnn: !usesGpu && process.env['TF_ENABLE_ONEDNN_OPTS'] === '1',
      fallback: idle
        ? `The GPU (${idle}) could not be used by TensorFlow, so the processor computes. Check that its driver is current and that the CUDA libraries were installed by npm start.`
        : null,
    },
    open: (compiled) => openSession(addon, compiled),
    availableBytes: () => (usesGpu && gpu ? gpu.freeBytes : availableMemory()),
    mostBytes: Infinity,
    tensors: () => addon.getNumOfTensors(),
  };
}

/**
 * A WebAssembly program can address 4 GiB. Near that its kernels fail without saying so, hence the bound; what is
 * offered is less, since its memory only ever grows and falls to pieces.
 */
const WASM_MOST_BYTES = 3.5 * 2 ** 30;
const WASM_OFFERED_BYTES = 2 * 2 ** 30;

async function wasmRuntime(reason: string, folder: string | undefined): Promise<Runtime> {
  const wasm = await startWasm(folder).catch((error: unknown) => {
    const message = `Neither TensorFlow (${reason}) nor the WebAssembly backend (${sentence(error)}) starts. Run npm start again; it completes what is missing.`;
    throw new RuntimeFailedError(message, { runtime: 'WASM' }, { cause: error });
  });
  return {
    device: {
      runtime: `WASM (tfjs ${wasm.version})`,
      kind: 'wasm',
      device: processorName(),
      threads: wasm.threads,
      oneDnn: false,
      fallback: `TensorFlow is not used (${reason}), so the slower WebAssembly backend computes.`,
    },
    open: (compiled) => wasm.open(compiled),
    availableBytes: () => Math.min(availableMemory(), WASM_OFFERED_BYTES),
    mostBytes: WASM_MOST_BYTES,
    tensors: () => wasm.tensors(),
  };
}
