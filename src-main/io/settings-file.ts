import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAtomically } from './write-atomic';

/** A file that keeps settings as indented JSON; it can be read and mended by a person. */
export function settingsFile(path: string): {
  read(): Promise<unknown>;
  write(settings: object): Promise<void>;
} {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return 'null';
        throw error;
      });
      return JSON.parse(text) as unknown;
    },
    async write(settings) {
      await mkdir(dirname(path), { recursive: true });
      await writeAtomically(path, Buffer.from(`${JSON.stringify(settings, null, 2)}\n`));
    },
  };
}
