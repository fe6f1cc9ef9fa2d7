import { spawn } from 'node:child_process';

/**
 * Runs a program and gives `{ code, stdout, stderr }`; never throws for a non-zero exit.
 * A program that is not there gives code 127. `onLine` sees each line of both streams as it comes; `timeoutMs` ends it.
 */
export function run(command, args, { cwd, env, onLine, timeoutMs } = {}) {
  return new Promise((settle) => {
    const options = { cwd, env: env ?? process.env, timeout: timeoutMs, killSignal: 'SIGKILL' };
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      let rest = '';
      child[name].setEncoding('utf8');
      child[name].on('data', (text) => {
        texts[name] += text;
        if (!onLine) return;
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop();
        for (const line of lines) onLine(line);
      });
    }
    child.on('error', (error) => settle({ code: 127, stdout: '', stderr: String(error.message) }));
    child.on('close', (code, signal) => settle({ code: code ?? 1, signal, ...texts }));
  });
}

/** The last `count` lines that say something, indented: what to show of a log. */
export function lastLines(text, count = 15) {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .map((line) => `    ${line}`)
    .join('\n');
}
