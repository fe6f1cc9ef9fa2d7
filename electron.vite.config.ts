import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { assemblyScript } from './build/assemblyscript.mjs';

// Lowest runtime the build must run on: Electron 22, which is Node 16.17 and Chrome 108. electron-vite would derive both
// from an installed electron, which building does not need.
process.env['ELECTRON_MAJOR_VER'] ??= '22';
const NODE_TARGET = 'node16.17';
const CHROME_TARGET = 'chrome108';

export default defineConfig({
  main: {
    plugins: [filesBesideTheCode(), assemblyScript()],
    build: {
      target: NODE_TARGET,
      outDir: 'out/main',
      externalizeDeps: false, // the build holds what it needs: no node_modules at run time
      sourcemap: true,
      rolldownOptions: {
        // What entries share becomes a chunk of its own: an entry that held it would run wherever it is loaded.
        preserveEntrySignatures: 'strict',
        input: {
          main: resolve('src-main/main.ts'),
          cli: resolve('src-main/cli.ts'),
          web: resolve('src-main/web.ts'),
          files: resolve('src-main/files.ts'),
          compute: resolve('src-main/compute.ts'),
          training: resolve('src-main/training.ts'),
          'training-data': resolve('src-main/training-data.ts'),
          reconstruction: resolve('src-main/reconstruction.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
        },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: resolve('src-main/preload.ts') },
        // A sandboxed preload script is one file: it can load no other.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    base: './', // the browser host serves the page below an address of its own
    plugins: [svelte({ configFile: false })],
    build: {
      target: CHROME_TARGET,
      cssTarget: CHROME_TARGET,
      outDir: 'out/renderer',
      minify: true, // read at every start; electron-vite leaves it as it is
      sourcemap: true,
      assetsInlineLimit: 0, // files, which the page's content policy knows as its own
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { index: resolve('src-renderer/index.html') } },
    },
  },
});

/** Puts WebAssembly files and fonts where the code that loads them looks: beside the processes, or beside its chunk. */
function filesBesideTheCode(): Plugin {
  const files = [
    ['@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', 'wasm'],
    ['@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', 'wasm'],
    ['@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm', 'wasm'],
    ['@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm_decode.wasm', 'chunks'],
    ['canvaskit-wasm/bin/canvaskit.wasm', 'picture'],
    ['@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', 'picture'],
    ['@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2', 'picture'],
    ['@fontsource-variable/inter/files/inter-greek-wght-normal.woff2', 'picture'],
    ['@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2', 'picture'],
  ] as const;
  return {
    name: 'finescope-files-beside-the-code',
    generateBundle() {
      for (const [file, folder] of files) {
        const source = readFileSync(resolve('node_modules', file));
        this.emitFile({ type: 'asset', fileName: `${folder}/${basename(file)}`, source });
      }
    },
  };
}
