import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { lastLines, run } from './run.mjs';
import { say } from './say.mjs';

/** The command line as built. */
export const COMMAND_LINE = join(ROOT, 'out', 'main', 'cli.cjs');
/** The browser host as built. */
export const BROWSER_HOST = join(ROOT, 'out', 'main', 'web.cjs');
const PARTS = [
  COMMAND_LINE,
  join(ROOT, 'out', 'preload', 'preload.cjs'),
  join(ROOT, 'out', 'renderer', 'index.html'),
];
const STAMP = join(ROOT, 'out', 'sources.stamp');
const SOURCES = [
  'src-main',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.renderer.json',
];

/** Changes with every change of a source: names, sizes and times, not contents, so it costs milliseconds. */
function sourceState() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { mtimeMs, size } = statSync(path);
    hash.update(`${path}\0${mtimeMs}\0${size}\n`);
  };
  for (const name of SOURCES) {
    const path = join(ROOT, name);
    if (!statSync(path).isDirectory()) add(path);
    else walk(path, add);
  }
  return hash.digest('hex');
}

function walk(folder, visit) {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) walk(path, visit);
    else visit(path);
  }
}

/** Whether what is built is newer than every source. */
export function programIsBuilt() {
  if (!PARTS.every((path) => existsSync(path))) return false;
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceState();
}

/**
 * Builds the processes, the preload script and the page into out/.
 * @throws {SetupFailure} with the end of the bundler's log.
 */
export async function buildProgram() {
  const state = sourceState(); // before the build: what is edited meanwhile is built next time
  say('Building Finescope ...');
  await rm(STAMP, { force: true }); // a build that is interrupted is none
  const tool = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const result = await run(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: ROOT });
  if (result.code !== 0) {
    throw new SetupFailure(`Finescope does not build:\n${lastLines(result.stdout + result.stderr, 30)}`);
  }
  await writeFile(STAMP, state);
}
