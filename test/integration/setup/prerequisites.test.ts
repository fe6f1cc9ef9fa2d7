import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCompiler, findPython } from '../../../build/setup/prerequisites.mjs';
import { temporaryFolderOfFile } from '../../support/temporary-folder';

const folder = temporaryFolderOfFile();

/** An environment in which only these programs exist, each a shell script. */
function machineWith(name: string, programs: Record<string, string>): NodeJS.ProcessEnv {
  const bin = join(folder, name);
  mkdirSync(bin);
  for (const [program, script] of Object.entries(programs)) {
    writeFileSync(join(bin, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, program), 0o755);
  }
  return { PATH: bin };
}

const ANSWERS_3_11 = 'case "$1" in -c) echo 3 11;; -m) exit 0;; esac';

describe('what is missing is named with its cure', () => {
  test('no compiler', async () => {
    expect(await findCompiler(machineWith('bare', {}))).toEqual({
      problem:
        'A C++ compiler was not found (it builds the bridge to TensorFlow). Debian/Ubuntu: sudo apt install g++; ' +
        'Fedora: sudo dnf install gcc-c++; macOS: xcode-select --install.',
    });
  });

  test('a stand-in that only asks to be installed is no compiler', async () => {
    const machine = machineWith('stand-in', { 'g++': 'exit 1', 'clang++': 'exit 0' });
    expect(await findCompiler(machine)).toEqual({ command: 'clang++' });
  });

  test('no Python', async () => {
    const { problem } = await findPython(machineWith('no-python', {}));
    expect(problem).toMatch(
      /^Python 3 was not found\. Debian\/Ubuntu: sudo apt install python3 python3-pip python3-venv/,
    );
  });

  test('Python without pip', async () => {
    const machine = machineWith('no-pip', { python3: 'case "$1" in -c) echo 3 11;; *) exit 1;; esac' });
    expect((await findPython(machine)).problem).toMatch(
      /^Python's pip was not found \(python3 -m pip does not run\)/,
    );
  });

  test('a Python that is too old', async () => {
    const machine = machineWith('old', { python3: 'echo 3 6' });
    expect((await findPython(machine)).problem).toMatch(/^Python 3\.9 or newer is needed, python3 is 3\.6\./);
  });

  test('a second Python that will do is taken', async () => {
    const machine = machineWith('two', { python3: 'echo 3 6', python: ANSWERS_3_11 });
    expect(await findPython(machine)).toEqual({ command: 'python' });
  });

  test('$PYTHON and $CXX come first', async () => {
    const machine = machineWith('own', {
      python3: ANSWERS_3_11,
      mine: ANSWERS_3_11,
      'g++': 'exit 0',
      cc9: 'exit 0',
    });
    expect(await findPython({ ...machine, PYTHON: 'mine' })).toEqual({ command: 'mine' });
    expect(await findCompiler({ ...machine, CXX: 'cc9' })).toEqual({ command: 'cc9' });
  });
});
