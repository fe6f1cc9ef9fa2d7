import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { NOTICES, notices } from '../../../build/notices.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const OUT = join(ROOT, 'out', 'main');
const run = promisify(execFile);

/** Files that a built file loads as it starts, itself included. */
function loadedAtStart(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(file, 'utf8');
  // At the start of a line is at start; within a function it is later.
  for (const [, path] of code.matchAll(/^(?:(?:const|let|var) \w+ = )?require\("(\.[^"]+)"\)/gm)) {
    loadedAtStart(join(dirname(file), path!), seen);
  }
  return seen;
}

const ENTRIES = ['main.cjs', 'web.cjs', 'cli.cjs', 'files.cjs', 'compute.cjs'];

const builtFiles = () =>
  readdirSync(OUT, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.cjs'))
    .map((name) => join(OUT, name));

const names = (entry: string) =>
  [...loadedAtStart(join(OUT, entry))].map((path) => path.slice(OUT.length + 1));

test.each(ENTRIES)('%s loads no other process', (entry) => {
  const entries = names(entry).filter((name) => !name.startsWith('chunks/'));
  expect(entries).toEqual([entry]);
});

test.each(ENTRIES)('%s does not load TensorFlow.js as it starts', (entry) => {
  const code = names(entry).map((name) => readFileSync(join(OUT, name), 'utf8'));
  expect(code.filter((text) => text.includes('tfjs-core'))).toEqual([]);
});

test('WebAssembly files lie where they are looked for', () => {
  for (const file of ['wasm/tfjs-backend-wasm-simd.wasm', 'chunks/libjpegturbowasm_decode.wasm']) {
    expect(existsSync(join(OUT, file)), file).toBe(true);
  }
});

test('the build needs no node_modules', () => {
  const entries = [...builtFiles(), join(ROOT, 'out', 'preload', 'preload.cjs')];
  const outside = entries.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\brequire\("([^".][^"]*)"\)/g)].map(([, name]) => name!),
  );
  // Electron is what runs these two.
  expect(outside.filter((name) => !isBuiltin(name))).toEqual(['electron', 'electron']);
});

test('the launcher adds nothing to the standard output of a command', async () => {
  const [launched, direct] = await Promise.all([
    run(process.execPath, [join(ROOT, 'build', 'finescope.mjs'), '--help']),
    run(process.execPath, [join(OUT, 'cli.cjs'), '--help']),
  ]);
  expect(launched.stdout).toBe(direct.stdout);
  expect(launched.stdout).toMatch(/^Finescope /);
});

test('the third-party notices are current (npm run notices writes them)', () => {
  expect(readFileSync(NOTICES, 'utf8')).toBe(notices());
});

test('the lock file names no registry', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { resolved?: string }>;
  };
  expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
