import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ROOT } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { lastLines, run } from './run.mjs';
import { progressLine } from './say.mjs';

/**
 * Whether node_modules holds exactly what package-lock.json asks for, by npm's own record of what it installed.
 * Packages for other systems may be missing.
 */
export function dependenciesMatch(root = ROOT) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const identity = ({ version, integrity, resolved, link }) => ({
    version,
    identity: integrity ?? resolved ?? link,
  });
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true; // the project itself
      const found = installed[path];
      return found ? isDeepStrictEqual(identity(found), identity(entry)) : entry.optional === true;
    })
  );
}

/**
 * Brings node_modules to what package-lock.json asks for (`npm ci`; packages' own scripts do not run).
 * @throws {SetupFailure} with the end of npm's log.
 */
export async function installDependencies(root = ROOT) {
  const line = progressLine();
  const began = performance.now();
  const seconds = () => `${Math.round((performance.now() - began) / 1e3)} s`;
  const ticks = setInterval(() => line.update(`Installing dependencies ... ${seconds()}`), 1000);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm says where it is to what it starts; `npm` on the PATH may be another one.
  const self = process.env.npm_execpath;
  const result = self?.endsWith('npm-cli.js')
    ? await run(process.execPath, [self, ...args], { cwd: root })
    : await run('npm', args, { cwd: root });
  clearInterval(ticks);
  if (result.code !== 0) {
    const log = lastLines(result.stderr + result.stdout);
    throw new SetupFailure(
      `The dependencies could not be installed (npm ci). Check the network and start again.\n${log}`,
    );
  }
  line.done(`Installed dependencies in ${seconds()}.`);
}
