import { terminalCommands as commands } from '../commands/table';
import { InvalidRequestError, toWire } from '../contract/errors';
import { AbortError, isAbort, type CancelSignal } from '../contract/signal';
import type { Session } from '../jobs/session';
import { findCommand, parseArguments } from './arguments';
import { commandHelp, overview } from './help';
import { ProgressLine, type Terminal } from './progress-line';

/** Where a command line prints, and whether a person watches. */
export interface Streams {
  out: Terminal;
  err: Terminal;
}

/** Exit codes, as shells know them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, cancelled: 130 } as const;

/** A session that exists only once a command needs it. */
export type OpenSession = (notify: (sentence: string) => void) => Session;

/**
 * Runs one command line (the words after `finescope`) and answers its exit code. Results go to `out`; progress,
 * notices and one line per failure go to `err`.
 */
export async function runCommandLine(
  words: string[],
  { out, err }: Streams,
  version: string,
  openSession: OpenSession,
  signal: CancelSignal,
): Promise<number> {
  const progress = new ProgressLine(err);
  const say = (sentence: string): void => {
    progress.clear();
    err.write(`${sentence}\n`);
  };
  try {
    const asked = informational(words, version);
    if (asked !== null) {
      out.write(`${asked}\n`);
      return EXIT.ok;
    }
    const { command, values, json } = parseArguments(words, commands);
    const session = openSession(say);
    const result = await command.run(session, values as never, {
      signal,
      onProgress: (step) => progress.update(step),
    });
    progress.clear();
    out.write(`${json ? toJson(result) : command.describe(result)}\n`);
    const failures = command.failures?.(result) ?? [];
    for (const failure of failures) say(`finescope: ${failure}`);
    return failures.length > 0 ? EXIT.failed : EXIT.ok;
  } catch (error) {
    if (isAbort(error)) {
      // Work that keeps something says what, and how to go on.
      const { message } = error as Error;
      say(message === new AbortError().message ? 'Cancelled; nothing was left half written.' : message);
      return EXIT.cancelled;
    }
    say(`finescope: ${toWire(error).message}`);
    return error instanceof InvalidRequestError ? EXIT.usage : EXIT.failed;
  }
}

/** The answer to `--help`, `--version` or nothing at all; null when a command is asked for. */
function informational(words: string[], version: string): string | null {
  if (words[0] === '--version') return version;
  if (words.length === 0 || words[0] === '--help' || words[0] === 'help') return overview(commands, version);
  if (words.includes('--help')) return commandHelp(findCommand(words, commands).command);
  return null;
}

/** JSON in which infinite values are null, as JSON has no word for them. */
function toJson(result: unknown): string {
  return JSON.stringify(result, null, 2);
}
