import { parseArgs } from 'node:util';
import { InvalidRequestError } from '../contract/errors';

/** What was asked for on the command line of the browser host. */
export interface WebArguments {
  /** A folder to serve and files to open, in the order given; which is which the disk tells. */
  paths: string[];
  port: number;
  help: boolean;
}

/** How the browser host is started, for a person. */
export const USAGE = `Finescope in a browser of this computer.

  node out/main/web.cjs [FOLDER] [FILES] [--port N]

FOLDER is what can be opened and saved from the browser (the current folder, unless given); FILES open at once.
The port is chosen by the system, unless given.`;

/** Reads the words after the program. Throws {@link InvalidRequestError} for an option or a port there is not. */
export function parseWebArguments(words: string[]): WebArguments {
  const options = { port: { type: 'string' }, help: { type: 'boolean' } } as const;
  let parsed;
  try {
    parsed = parseArgs({ args: words, options, allowPositionals: true });
  } catch (error) {
    throw new InvalidRequestError(`${(error as Error).message}\n\n${USAGE}`, { parameter: 'arguments' });
  }
  const { values, positionals } = parsed;
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidRequestError(`--port ${values.port} is no port: give a number from 1 to 65535.`, {
      parameter: 'port',
    });
  }
  return { paths: positionals, port, help: values.help ?? false };
}
