import type { Environment } from 'vitest/runtime';

/**
 * Runs tests of the page's state as the page does: Svelte's runes are compiled for a browser, where they react, not for
 * a server, where they do not. There is no document; tests that need one are end-to-end tests.
 */
export default {
  name: 'page',
  viteEnvironment: 'client',
  setup: () => ({ teardown: () => undefined }),
} satisfies Environment;
