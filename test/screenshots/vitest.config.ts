import { defineConfig } from 'vitest/config';

// Not a test of `npm test`: what `npm run screenshots` runs, in the windows that the end-to-end tests use.
export default defineConfig({
  test: {
    include: ['test/screenshots/*.shots.ts'],
    globalSetup: 'test/e2e/screen.ts',
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
