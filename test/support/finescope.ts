import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

/** Built by the launcher; tests and benches run in the repository's folder. */
const COMMAND_LINE = resolve('out/main/cli.cjs');

/** What a command line came to. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command line that is running. */
export interface Running {
  child: ChildProcess;
  outcome: Promise<Outcome>;
}

/** Starts the built command line as a child process. */
export function startFinescope(words: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [COMMAND_LINE, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const outcome = new Promise<Outcome>((done) => child.on('close', (code) => done({ code, stdout, stderr })));
  return { child, outcome };
}

/** Runs the built command line to its end. */
export function finescope(words: string[], env: Record<string, string> = {}): Promise<Outcome> {
  return startFinescope(words, env).outcome;
}

/** Runs the command line with --json and parses what it prints; throws its error output when it fails. */
export async function finescopeJson<Result>(
  words: string[],
  env: Record<string, string> = {},
): Promise<Result> {
  const { code, stdout, stderr } = await finescope([...words, '--json'], env);
  if (code !== 0) throw new Error(`finescope ${words.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as Result;
}
