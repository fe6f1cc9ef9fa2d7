import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { findsNvidiaGpu, seesNvidiaGpu } from './device.mjs';
import { SetupFailure } from './failure.mjs';
import { say } from './say.mjs';
import { installTensorflow, readyAddon } from './tensorflow.mjs';

// Which TensorFlow the processes are given. Their environment says it:
//   FINESCOPE_TENSORFLOW           path of the addon; one set by the user is left alone
//   FINESCOPE_TENSORFLOW_MISSING   why there is none, in a few words; inference then runs on WebAssembly
//   FINESCOPE_RUNTIME_KIND         cpu, gpu or wasm; set by the user it is a wish

const RETRY_MS = 60 * 60 * 1000;
const missingNote = () => join(cacheFolder(), 'tensorflow-missing.json');

/**
 * The environment when nothing has to be installed, else undefined. Costs a few milliseconds.
 * @param {{ retry: boolean }} options `retry`: whether an installation that failed within the hour is tried again
 */
export function readyEnvironment({ retry }) {
  const { FINESCOPE_TENSORFLOW: own, FINESCOPE_RUNTIME_KIND: wish } = process.env;
  if (own) return {};
  if (wish === 'wasm') return { FINESCOPE_TENSORFLOW_MISSING: 'FINESCOPE_RUNTIME_KIND is wasm' };
  // Without a wish and a GPU in sight, whatever is there will do: the CUDA build computes on the processor as well.
  const kinds = wish ? [wish] : seesNvidiaGpu() ? ['gpu'] : ['cpu', 'gpu'];
  for (const kind of kinds) {
    const addon = readyAddon(kind);
    if (addon) return environment(kind, addon);
  }
  return retry ? undefined : recentFailure();
}

/** What an installation that failed within the last hour left: a command is not held up by the network every time. */
function recentFailure() {
  try {
    const { at, reason, fallback } = JSON.parse(readFileSync(missingNote(), 'utf8'));
    if (Date.now() - at > RETRY_MS) return undefined;
    const addon = fallback && readyAddon(fallback);
    if (fallback && !addon) return undefined;
    return addon ? environment(fallback, addon) : { FINESCOPE_TENSORFLOW_MISSING: reason };
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Installs TensorFlow (with CUDA where there is an NVIDIA GPU) and gives the environment. What cannot be had is said
 * aloud and passed on, not thrown: a GPU falls back to the processor, TensorFlow to WebAssembly.
 */
export async function installedEnvironment() {
  const wish = process.env.FINESCOPE_RUNTIME_KIND;
  if (wish !== undefined && wish !== 'cpu' && wish !== 'gpu') {
    throw new SetupFailure(`FINESCOPE_RUNTIME_KIND is "${wish}"; it may be cpu, gpu or wasm.`);
  }
  const first = wish ?? ((await findsNvidiaGpu()) ? 'gpu' : 'cpu');
  let reason;
  for (const kind of first === 'gpu' ? ['gpu', 'cpu'] : ['cpu']) {
    try {
      const addon = await installTensorflow(kind);
      if (kind === first) rmSync(missingNote(), { force: true });
      else remember({ reason, fallback: kind });
      return environment(kind, addon);
    } catch (error) {
      if (!(error instanceof SetupFailure)) throw error;
      say(error.message);
      reason = error.message.split(/\.\s|:\n|\.$/)[0]; // the first sentence, as part of another
      say(
        kind === 'gpu'
          ? 'So TensorFlow with CUDA is not to be had; the processor will compute.'
          : 'So TensorFlow is not to be had; the slower WebAssembly backend will compute. npm start tries again.',
      );
      if (error.prerequisite) return { FINESCOPE_TENSORFLOW_MISSING: reason }; // the other kind needs the same
    }
  }
  remember({ reason });
  return { FINESCOPE_TENSORFLOW_MISSING: reason };
}

function remember(note) {
  mkdirSync(cacheFolder(), { recursive: true });
  writeFileSync(missingNote(), JSON.stringify({ at: Date.now(), ...note }));
}

function environment(kind, addon) {
  const variables = { FINESCOPE_TENSORFLOW: addon, FINESCOPE_RUNTIME_KIND: kind };
  if (kind === 'cpu') return variables;
  // XLA asks for CUDA's assembler on the PATH.
  const assembler = join(dirname(addon), '..', '..', 'deps', 'nvidia', 'cuda_nvcc', 'bin');
  return { ...variables, PATH: [assembler, process.env.PATH].filter(Boolean).join(delimiter) };
}
