import { flushSync } from 'svelte';
import { expect, test } from 'vitest';

test('runes react here as they do in the page', () => {
  let count = $state(1);
  const doubled = $derived(count * 2);
  const seen: number[] = [];
  const stop = $effect.root(() => {
    $effect(() => void seen.push(doubled));
  });
  flushSync();
  count = 5;
  flushSync();
  stop();
  expect(seen).toEqual([2, 10]);
});
