import { dependenciesMatch, installDependencies } from '../setup/dependencies.mjs';
import { say } from '../setup/say.mjs';
import { runScript, typeCheck } from './tools.mjs';

/** `npm run check`: types and formatting. */
export default async function check() {
  if (!dependenciesMatch()) await installDependencies();
  const failed = await typeCheck();
  if ((await runScript('node_modules/prettier/bin/prettier.cjs', ['--check', '.'])) !== 0)
    failed.push('formatting');
  say(failed.length === 0 ? 'Types and formatting are right.' : `Not right: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
