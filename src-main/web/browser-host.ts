import { totalmem } from 'node:os';
import type { HostFunctions } from '../application/host-functions';
import { knownPlatform } from '../application/platform';
import { InvalidRequestError } from '../contract/errors';
import type { ServedFolder } from './served-folder';

/** What the application of a browser's window can do: browse the served folder. The rest is refused by name. */
export function browserHost(served: ServedFolder): HostFunctions {
  return {
    info: {
      kind: 'browser',
      platform: knownPlatform(process.platform),
      nativeDialogs: false,
      drawsWindowButtons: false,
      memoryBytes: totalmem(),
    },
    reaches: (path, purpose) => served.reaches(path, purpose),
    browse: (folder) => served.browse(folder),
    choosePaths: () =>
      refuse('choose files in the system’s dialog: choose them in the list of the served folder'),
    chooseSavePath: () => refuse('choose a place in the system’s dialog: name one in the served folder'),
    copyPicture: () => refuse('put a picture on the clipboard of your computer for you: save it as PNG'),
    showInFolder: () => refuse('show a file in the system’s file manager'),
    controlWindow: () => refuse('move the browser’s window'),
  };
}

function refuse(what: string): Promise<never> {
  return Promise.reject(
    new InvalidRequestError(`In a browser Finescope cannot ${what}.`, { parameter: 'host' }),
  );
}
