import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { lastLines, run } from './run.mjs';

// The bridge between Node and libtensorflow: the C++ of @tensorflow/tfjs-node-gpu over Node-API 8, so one file serves
// Node 16 to 24 and Electron 22 to 45.

const SOURCES = join(ROOT, 'node_modules', '@tensorflow', 'tfjs-node-gpu', 'binding');
const FLAGS = ['-std=c++17', '-O2', '-fPIC', '-fno-rtti', '-DNAPI_VERSION=8'];
const LINKING = {
  linux: ['-shared', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
  darwin: ['-bundle', '-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../../deps/lib'],
};

/** Where the addon of the pinned sources lies inside a TensorFlow folder; needs package-lock.json only. */
export function addonPath(folder) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const made = ['@tensorflow/tfjs-node-gpu', 'node-api-headers'].map(
    (name) => packages[`node_modules/${name}`].integrity,
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([made, FLAGS, LINKING]))
    .digest('hex')
    .slice(0, 8);
  return join(folder, 'lib', `napi-v8-${hash}`, 'tfjs_binding.node');
}

/**
 * Compiles the addon to `target` (…/lib/X/tfjs_binding.node beside …/deps) and loads it once in a process of its own,
 * before it gets its name.
 * @param {{ compiler: string, folder: string, target: string, version: string }} what
 * @throws {SetupFailure} with the compiler's or the loader's last lines.
 */
export async function buildAddon({ compiler, folder, target, version }) {
  const draft = join(dirname(target), `draft-${process.pid}.node`);
  await mkdir(dirname(target), { recursive: true });
  const libraries = join(folder, 'deps', 'lib');
  try {
    const compiled = await run(compiler, [
      ...FLAGS,
      `-I${join(folder, 'deps', 'include')}`,
      `-I${join(ROOT, 'node_modules', 'node-api-headers', 'include')}`,
      ...readdirSync(SOURCES)
        .filter((name) => name.endsWith('.cc'))
        .sort()
        .map((name) => join(SOURCES, name)),
      ...LINKING[platform()],
      `-L${libraries}`,
      '-ltensorflow',
      '-ltensorflow_framework',
      ...['-o', draft],
    ]);
    if (compiled.code !== 0) {
      throw new SetupFailure(
        `The bridge to TensorFlow does not compile with ${compiler}:\n${lastLines(compiled.stderr)}`,
      );
    }
    const found = await loadedVersion(draft);
    if (found.version !== version) {
      throw new SetupFailure(
        `TensorFlow ${version} does not load on this machine:\n${lastLines(found.log, 6)}`,
      );
    }
    await rename(draft, target);
  } finally {
    if (existsSync(draft)) await rm(draft);
  }
}

/** The version of TensorFlow that an addon loads, asked in a process of its own: a crash there is an answer too. */
async function loadedVersion(path) {
  const script = 'process.stdout.write(require(process.argv[1]).TF_Version ?? "")';
  const { code, signal, stdout, stderr } = await run(process.execPath, ['-e', script, path]);
  if (code === 0 && stdout) return { version: stdout };
  return { version: undefined, log: stderr || `the process ended with ${signal ?? code}` };
}
