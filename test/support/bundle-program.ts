import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Bundles a TypeScript program of this folder to one file that Node runs as it is, and gives its path. */
export async function bundleProgram(name: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL(name, import.meta.url)),
      outDir: folder,
      emptyOutDir: false,
      target: 'node16.17',
      rollupOptions: { output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  });
  return join(folder, `${basename(name, '.ts')}.mjs`);
}
