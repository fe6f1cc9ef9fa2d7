import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A screen that nobody sees, for windows under test. */
export interface Display {
  /** What programs find it by: the value of $DISPLAY. */
  name: string;
  close(): Promise<void>;
}

/**
 * Starts Xvfb on a display number of its own choice. Throws a sentence where Xvfb is not installed.
 * @param size in pixels
 * @param picture folder for a file that holds what the screen shows, at every moment: see `framebuffer.ts`
 */
export async function openDisplay(
  size = { width: 1920, height: 1200 },
  picture: string | null = null,
): Promise<Display> {
  // Xvfb finds a free number itself, and writes it to the descriptor it is told.
  const words = ['-displayfd', '3', '-screen', '0', `${size.width}x${size.height}x24`, '-nolisten', 'tcp'];
  if (picture !== null) words.push('-fbdir', picture);
  const server = spawn('Xvfb', words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = once(server, 'exit').catch(() => undefined);
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    (server.stdio[3] as Readable).setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text.trim());
    });
    server.once('error', () =>
      reject(new Error('Xvfb was not found. Debian/Ubuntu: sudo apt install xvfb.')),
    );
    server.once('exit', (code) => reject(new Error(`Xvfb ended with code ${code} before it had a display.`)));
  });
  return {
    name: `:${number}`,
    async close() {
      server.kill();
      await ended;
    },
  };
}
