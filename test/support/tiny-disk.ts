import { spawn } from 'node:child_process';

/**
 * Runs a bundled program with words and the path of a disk in memory of that size, which only it sees (user namespaces
 * give that to anybody on Linux), mounted at `folder`. Answers what it wrote.
 */
export function runOnTinyDisk(
  size: string,
  folder: string,
  program: string,
  words: string[],
): Promise<string> {
  const mounted = `folder="$1"; shift; mount -t tmpfs -o size=${size} tmpfs "$folder" && exec "$0" "$@" "$folder"`;
  const command = [
    '--mount',
    '--map-root-user',
    'sh',
    '-c',
    mounted,
    process.execPath,
    folder,
    program,
    ...words,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('unshare', command, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${program} ended with ${code}.`)),
    );
  });
}
