import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../setup/cache.mjs';
import { installElectron } from '../setup/electron.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { installOracle } from '../setup/oracle.mjs';
import { say } from '../setup/say.mjs';
import { setUp } from '../setup/setup.mjs';
import { countTests, verdict } from './test-counts.mjs';
import { runScript, typeCheck } from './tools.mjs';

const RESULTS = join(ROOT, 'out', 'test-results.json');
const IN_CI = process.env.CI === 'true';

/** `npm test`: set-up, types, every test; `npm test -- FILTER` runs the tests whose path matches, and no type check. */
export default async function test(words) {
  try {
    await setUp({ retry: true });
    await preparePython();
    await prepareElectron();
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    say(`${error.message}\nWithout it no test can run.`);
    process.exitCode = 1;
    process.stdout.write('0 passed, 1 failed\n');
    return;
  }

  const failedChecks = words.length === 0 ? await typeCheck() : [];
  await rm(RESULTS, { force: true });
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`, ...words];
  const code = await runScript('node_modules/vitest/vitest.mjs', args);

  const report = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : undefined;
  const { sentences, line, passed } = verdict(countTests(report), { code, failedChecks, inCi: IN_CI });
  for (const sentence of sentences) say(sentence);
  process.exitCode = passed ? 0 : 1;
  process.stdout.write(`${line}\n`);
}

// The end-to-end tests find it where Electron's own package and Playwright look.
async function prepareElectron() {
  const electron = await installElectron({ forTests: true });
  if (electron) process.env.ELECTRON_OVERRIDE_DIST_PATH = electron.folder;
  else say('Without Electron the end-to-end tests fail.');
}

// The reference data tells a developer's machine (and CI) from a stranger's, who is spared the gigabytes of PyTorch.
async function preparePython() {
  const torch = existsSync(join(ROOT, '..', 'shared', 'reference'));
  try {
    await installOracle({ torch });
  } catch (error) {
    if (!(error instanceof SetupFailure) || IN_CI) throw error;
    say(`${error.message}\nTests that compare with Python programs will be skipped.`);
  }
}
