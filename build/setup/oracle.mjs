import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, ROOT } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { findPython } from './prerequisites.mjs';
import { lastLines, run } from './run.mjs';
import { progressLine, say } from './say.mjs';

// The Python programs that tests and benches compare with live in a virtual environment of the cache.

const requirements = (name) => join(ROOT, 'test', 'oracle', `${name}.txt`);
const digest = (name) =>
  createHash('sha256')
    .update(readFileSync(requirements(name)))
    .digest('hex')
    .slice(0, 8);

/** Folder of the virtual environment; its name changes with what is pinned. */
export function oracleFolder(cache = cacheFolder()) {
  return join(cache, `python-${digest('requirements')}`);
}

/** Its interpreter. */
export function oraclePython(folder = oracleFolder()) {
  return join(folder, 'bin', 'python');
}

/** What each list of requirements holds. */
const PROGRAMS = {
  requirements: 'Python programs',
  'requirements-torch': 'PyTorch',
  'requirements-nanopyx': 'NanoPyx',
};

// Written last, so an installation that was interrupted does not count.
const stamp = (folder, name) => join(folder, `${name}-${digest(name)}.complete`);

/** Whether the environment is there with all of `name` ("requirements", or a list that adds to it) installed. */
export function hasOracle(name = 'requirements', folder = oracleFolder()) {
  return (
    existsSync(stamp(folder, 'requirements')) &&
    existsSync(stamp(folder, name)) &&
    existsSync(oraclePython(folder))
  );
}

/**
 * Makes the environment, once; `torch` adds PyTorch, `nanopyx` NanoPyx.
 * @param {{ torch?: boolean, nanopyx?: boolean }} [options]
 * @throws {SetupFailure} what is missing, with its cure.
 */
export async function installOracle({ torch = false, nanopyx = false } = {}) {
  const folder = oracleFolder();
  const named = [
    'requirements',
    ...(torch ? ['requirements-torch'] : []),
    ...(nanopyx ? ['requirements-nanopyx'] : []),
  ];
  const wanted = named.filter((name) => !hasOracle(name));
  if (wanted.length === 0) return;
  const { command: python, problem } = await findPython();
  if (!python) throw new SetupFailure(problem);

  const onWait = () => say('Another start is preparing the Python programs for comparison; waiting for it.');
  await withLock(
    `${folder}.lock`,
    async () => {
      if (!hasOracle()) await makeEnvironment(python, folder);
      for (const name of wanted) if (!hasOracle(name)) await installRequirements(folder, name);
    },
    { onWait },
  );
}

async function makeEnvironment(python, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const made = await run(python, ['-m', 'venv', folder]);
  if (made.code === 0) return;
  await rm(folder, { recursive: true, force: true });
  throw new SetupFailure(
    `Python's venv module does not work (${python} -m venv). Debian/Ubuntu: sudo apt install python3-venv.\n` +
      lastLines(made.stdout + made.stderr, 6),
  );
}

async function installRequirements(folder, name) {
  const line = progressLine();
  const what = `${PROGRAMS[name]} for comparison`;
  const began = performance.now();
  const seconds = () => `${Math.round((performance.now() - began) / 1e3)} s`;
  const ticks = setInterval(() => line.update(`Installing ${what} ... ${seconds()}`), 1000);
  const installed = await run(oraclePython(folder), [
    ...['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--only-binary=:all:'],
    ...['-r', requirements(name)],
  ]);
  clearInterval(ticks);
  if (installed.code !== 0) {
    throw new SetupFailure(
      `${what} could not be installed:\n${lastLines(installed.stdout + installed.stderr)}`,
    );
  }
  line.done(`Installed ${what} in ${seconds()}.`);
  await writeFile(stamp(folder, name), '');
}
