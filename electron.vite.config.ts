import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
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

/** Puts WebAssembly files where the code that loads them looks: beside the processes, or beside its chunk. */
function webAssemblyFiles(): Plugin {
  const files = [
    ['@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', 'wasm'],
    ['@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', 'wasm'],
    ['@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm', 'wasm'],
    ['@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm_decode.wasm', 'chunks'],
  ] as const;
  return {
    name: 'finescope-web-assembly-files',
    generateBundle() {
      for (const [file, folder] of files) {
        const source = readFileSync(resolve('node_modules', file));
        this.emitFile({ type: 'asset', fileName: `${folder}/${basename(file)}`, source });
      }
    },
  };
}
