import { copyFileSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

// Lowest runtime the build must run on: Electron 22, which is Node 16.17. electron-vite would derive both from an
// installed electron, which building does not need.
process.env['ELECTRON_MAJOR_VER'] ??= '22';
const NODE_TARGET = 'node16.17';

export default defineConfig({
  main: {
    plugins: [webAssemblyFiles()],
    build: {
      target: NODE_TARGET,
      outDir: 'out/main',
      externalizeDeps: false, // the build holds what it needs: no node_modules at run time
      sourcemap: true,
      rolldownOptions: {
        // What entries share becomes a chunk of its own: an entry that held it would run wherever it is loaded.
        preserveEntrySignatures: 'strict',
        input: {
          cli: resolve('src-main/cli.ts'),
          files: resolve('src-main/files.ts'),
          compute: resolve('src-main/compute.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
        },
      },
    },
  },
});

/** Puts tfjs's .wasm files beside the processes, where the fallback without TensorFlow looks for them. */
function webAssemblyFiles(): Plugin {
  const names = ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd', 'tfjs-backend-wasm-threaded-simd'];
  return {
    name: 'finescope-web-assembly-files',
    writeBundle({ dir }) {
      const folder = resolve(dir!, 'wasm');
      mkdirSync(folder, { recursive: true });
      for (const name of names) {
        copyFileSync(
          resolve(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${name}.wasm`),
          resolve(folder, `${name}.wasm`),
        );
      }
    },
  };
}
