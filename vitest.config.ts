import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { assemblyScript } from './build/assemblyscript.mjs';

// One project a level: unit tests touch neither files nor processes; the others use the real things.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [assemblyScript()],
        test: {
          name: 'unit',
          testTimeout: 30_000, // not a measure of speed: other tests take the processor meanwhile
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
        },
      },
      {
        // Runes in *.svelte.ts, and Svelte itself, as a browser has them: a server's do not react.
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          name: 'renderer',
          testTimeout: 30_000,
          include: ['test/unit/renderer/**/*.test.ts', 'test/unit/renderer/**/*.test.svelte.ts'],
          environment: './test/support/page-environment.ts',
          server: { deps: { inline: ['svelte'] } },
        },
      },
      {
        plugins: [assemblyScript()],
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [assemblyScript()],
        test: {
          name: 'oracle',
          include: ['test/oracle/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/e2e/screen.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false, // each test has a whole application running
        },
      },
    ],
  },
});
