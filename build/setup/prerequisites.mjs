import { run } from './run.mjs';

const OLDEST_NODE = 20;
const OLDEST_PYTHON = [3, 9];

/** How to get what may be missing, on the systems Finescope knows. */
const CURES = {
  node: {
    'Debian/Ubuntu': 'sudo apt install nodejs npm (or the newest from nodejs.org)',
    Fedora: 'sudo dnf install nodejs',
    macOS: 'brew install node',
  },
  python: {
    'Debian/Ubuntu': 'sudo apt install python3 python3-pip python3-venv',
    Fedora: 'sudo dnf install python3 python3-pip',
    macOS: 'brew install python',
  },
  compiler: {
    'Debian/Ubuntu': 'sudo apt install g++',
    Fedora: 'sudo dnf install gcc-c++',
    macOS: 'xcode-select --install',
  },
};

/** "Debian/Ubuntu: sudo apt install g++; Fedora: ..." */
function cure(what) {
  return Object.entries(CURES[what])
    .map(([system, command]) => `${system}: ${command}`)
    .join('; ');
}

/** A sentence when this Node is too old, else undefined. */
export function nodeProblem(version = process.versions.node) {
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return undefined;
  return `Node ${OLDEST_NODE} or newer is needed, this is ${version}. ${cure('node')}.`;
}

/**
 * Python 3 with pip: `{ command }` or `{ problem }`, a sentence with its cure. $PYTHON is tried first.
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function findPython(env = process.env) {
  let problem = `Python 3 was not found. ${cure('python')}.`;
  for (const command of [env.PYTHON, 'python3', 'python'].filter(Boolean)) {
    const version = await run(command, ['-c', 'import sys; print(*sys.version_info[:2])'], { env });
    if (version.code !== 0) continue;
    const [major, minor] = version.stdout.trim().split(' ').map(Number);
    if (major !== OLDEST_PYTHON[0] || minor < OLDEST_PYTHON[1]) {
      problem = `Python ${OLDEST_PYTHON.join('.')} or newer is needed, ${command} is ${major}.${minor}. ${cure('python')}.`;
      continue;
    }
    if ((await run(command, ['-m', 'pip', '--version'], { env })).code === 0) return { command };
    problem = `Python's pip was not found (${command} -m pip does not run). ${cure('python')}.`;
  }
  return { problem };
}

/**
 * A C++ compiler: `{ command }` or `{ problem }`. $CXX is tried first; macOS has stand-ins that only ask to be
 * installed, so a compiler counts when it answers.
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function findCompiler(env = process.env) {
  for (const command of [env.CXX, 'g++', 'clang++', 'c++'].filter(Boolean)) {
    if ((await run(command, ['--version'], { env })).code === 0) return { command };
  }
  return {
    problem: `A C++ compiler was not found (it builds the bridge to TensorFlow). ${cure('compiler')}.`,
  };
}
