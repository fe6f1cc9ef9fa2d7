import { spawn } from 'node:child_process';
import { hasOracle, oraclePython } from '../../build/setup/oracle.mjs';

/** Whether the Python programs that outputs are compared with are there; `npm test` prepares them. */
export const hasPython: boolean = hasOracle('requirements');

/** Whether PyTorch is there too: where the reference data is, and after `npm run bench`. */
export const hasTorch: boolean = hasOracle('requirements-torch');

/** What tests say when they need them. */
export const NEEDS_PYTHON = 'needs the Python programs for comparison, which npm test prepares';
export const NEEDS_TORCH = 'needs PyTorch, which npm test prepares where the reference data is';

if (process.env['CI'] === 'true' && !(hasPython && hasTorch))
  throw new Error(`CI ${NEEDS_PYTHON}, with PyTorch.`);

/** Path of the interpreter that has numpy, tifffile, imagecodecs and scikit-image. */
export function python(): string {
  return process.env['FINESCOPE_PYTHON'] ?? oraclePython();
}

/**
 * Runs a Python script file with arguments (or, given `['-c', code]`, a line of code) and gives its standard output.
 * Throws Error with what it wrote to standard error when it fails.
 */
export function runPython(script: string | ['-c', string], args: string[] = [], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(python(), [...(typeof script === 'string' ? [script] : script), ...args]);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${python()} ${script} ended with ${code}: ${stderr}`));
    });
    child.stdin.on('error', () => undefined); // a script that does not read its input may be gone already
    child.stdin.end(input);
  });
}
