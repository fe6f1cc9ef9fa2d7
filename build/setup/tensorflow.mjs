import { existsSync, readFileSync } from 'node:fs';
import { readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { platform } from 'node:os';
import { join } from 'node:path';
import { addonPath, buildAddon } from './addon.mjs';
import { cacheFolder } from './cache.mjs';
import { hasGlibc, wheelSet } from './device.mjs';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { findCompiler, findPython } from './prerequisites.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';
import { fetchWheels, forgetWheels, requireSpace, unpackWheel } from './wheels.mjs';

const PINNED = JSON.parse(readFileSync(new URL('wheels.json', import.meta.url), 'utf8'));
const EXTENSION = platform() === 'darwin' ? 'dylib' : 'so';

/** What is taken from a wheel, and where it goes (unpack.py's rules). The C API's headers are all the addon needs. */
const RULES = [
  String.raw`tensorflow/(libtensorflow_(?:cc|framework)\.(?:so\.2|2\.dylib))=deps/lib/\1`,
  String.raw`tensorflow/include/((?:tensorflow/c|xla/tsl/c|(?:tensorflow/core|tsl)/platform/ctstring)(?:[^.]*)\.h)=deps/include/\1`,
  String.raw`tensorflow/include/(LICENSE)=licences/tensorflow/\1`,
  String.raw`tensorflow/(THIRD_PARTY_NOTICES)\.txt=licences/tensorflow/\1`,
  String.raw`nvidia/([^/]+/(?:lib|bin|nvvm)/.*(?<!\.a))=deps/nvidia/\1`,
  String.raw`(nvidia_\w+)-[^/]*\.dist-info/(?:licenses/)?([Ll](?:icense|ICENSE))(?:\.txt)?=licences/\1/\2`,
];

/**
 * Folder of a TensorFlow of `kind` in the cache, or undefined when none is pinned for this machine. Its name changes
 * with every wheel, so a new version never meets an old library.
 * @param {'cpu' | 'gpu'} kind
 */
export function tensorflowFolder(kind, cache = cacheFolder()) {
  const wheels = PINNED.sets[wheelSet(kind)];
  if (!wheels) return undefined;
  const hash = createHash('sha256')
    .update(JSON.stringify([wheels.map((it) => it.sha256), RULES]))
    .digest('hex');
  return join(cache, `tensorflow-${PINNED.tensorflow}-${kind}-${hash.slice(0, 8)}`);
}

/**
 * Path of the addon when TensorFlow of `kind` is ready for use, else undefined. Costs a millisecond.
 * @param {'cpu' | 'gpu'} kind
 */
export function readyAddon(kind, cache = cacheFolder()) {
  const folder = tensorflowFolder(kind, cache);
  if (!folder) return undefined;
  const path = addonPath(folder);
  return existsSync(path) ? path : undefined;
}

/**
 * Installs TensorFlow of `kind` into the cache, once: libraries out of pinned wheels, then the addon compiled against
 * them and tried. Of two set-ups at the same time one works and the other waits.
 * @param {'cpu' | 'gpu'} kind
 * @returns {Promise<string>} path of the addon
 * @throws {SetupFailure} a sentence: what is missing or went wrong, and its cure.
 */
export async function installTensorflow(kind, cache = cacheFolder()) {
  const folder = tensorflowFolder(kind, cache);
  if (!folder) {
    throw new SetupFailure(`No TensorFlow library is known for this kind of machine (${wheelSet(kind)}).`, {
      prerequisite: true,
    });
  }
  if (!hasGlibc())
    throw new SetupFailure('TensorFlow needs a Linux with glibc; this one has another C library.');
  const [python, compiler] = await Promise.all([findPython(), findCompiler()]);
  const problems = [python.problem, compiler.problem].filter(Boolean);
  if (problems.length > 0) throw new SetupFailure(problems.join('\n'), { prerequisite: true });

  const onWait = (holder) =>
    say(`Another start (process ${holder.pid}) is installing TensorFlow; waiting for it.`);
  return withLock(join(cache, 'tensorflow.lock'), () => install(), { onWait });

  async function install() {
    const target = addonPath(folder);
    if (existsSync(target)) return target;
    if (!existsSync(folder))
      await installLibraries(folder, PINNED.sets[wheelSet(kind)], python.command, cache);
    say('Building the bridge between Node and TensorFlow ...');
    await buildAddon({ compiler: compiler.command, folder, target, version: PINNED.tensorflow });
    say(`TensorFlow ${PINNED.tensorflow} (${kind.toUpperCase()}) is ready.`);
    return target;
  }
}

// Everything is put together in a folder of another name, which gets its own name as the last step.
async function installLibraries(folder, wheels, python, cache) {
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  const bytes = wheels.reduce((sum, it) => sum + it.size, 0) * 4.5; // compressed, unpacked, and while stripping
  await requireSpace(cache, bytes, 'TensorFlow');
  const files = await fetchWheels(wheels, python, cache, 'TensorFlow with CUDA');
  for (const file of files) await unpackWheel(python, file, draft, RULES);
  await strip(join(draft, 'deps', 'lib'));
  await linkNames(join(draft, 'deps', 'lib'));
  await writeFile(join(draft, 'wheels.json'), JSON.stringify(wheels, null, 2));
  await rename(draft, folder);
  await forgetWheels(files, cache); // the libraries are what is kept
}

// The names that linkers and loaders ask for.
async function linkNames(folder) {
  const named = (library, version) =>
    EXTENSION === 'dylib' ? `lib${library}${version}.dylib` : `lib${library}.so${version}`;
  const cc = named('tensorflow_cc', '.2');
  await symlink(cc, join(folder, named('tensorflow', '.2')));
  await symlink(cc, join(folder, named('tensorflow', '')));
  await symlink(named('tensorflow_framework', '.2'), join(folder, named('tensorflow_framework', '')));
}

// Symbols for debuggers are a quarter of the library. Without `strip` it is merely larger; on macOS stripping would
// break the signature, so there it is left as it is.
async function strip(folder) {
  if (platform() !== 'linux' || (await run('strip', ['--version'])).code !== 0) return;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    say(`Stripping ${name} ...`);
    const result = await run('strip', ['--strip-unneeded', '-o', `${path}.small`, path]);
    if (result.code === 0) await rename(`${path}.small`, path);
    else await rm(`${path}.small`, { force: true });
  }
}
