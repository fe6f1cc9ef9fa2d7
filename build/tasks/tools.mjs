import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../setup/cache.mjs';

/** Runs a script of an installed package (or any script) in the foreground and gives its exit code. */
export async function runScript(script, args, env = {}) {
  const child = spawn(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/**
 * Type checks everything: processes and tests, the pure rooms once more without DOM and Node types, the end-to-end
 * tests, and the page with its components. Gives the names of what failed.
 */
export async function typeCheck() {
  const failed = [];
  for (const project of ['tsconfig.json', 'tsconfig.pure.json', 'tsconfig.e2e.json']) {
    if ((await runScript('node_modules/typescript/bin/tsc', ['-p', project])) !== 0)
      failed.push(`types (${project})`);
  }
  const page = ['--tsconfig', 'tsconfig.renderer.json', '--fail-on-warnings'];
  if ((await runScript('node_modules/svelte-check/bin/svelte-check', page)) !== 0)
    failed.push('types (the page)');
  return failed;
}
