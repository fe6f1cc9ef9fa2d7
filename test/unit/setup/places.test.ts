import { describe, expect, test } from 'vitest';
import { cacheFolder } from '../../../build/setup/cache.mjs';
import { wheelSet } from '../../../build/setup/device.mjs';
import { nodeProblem } from '../../../build/setup/prerequisites.mjs';
import { duration, megabytes } from '../../../build/setup/say.mjs';

describe('the cache folder', () => {
  test('is below $XDG_CACHE_HOME', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/fast' }, 'linux', '/home/a')).toBe('/fast/finescope');
  });

  test('ignores a relative $XDG_CACHE_HOME, as the specification asks', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: 'fast' }, 'linux', '/home/a')).toBe('/home/a/.cache/finescope');
  });

  test('is where macOS keeps caches', () => {
    expect(cacheFolder({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Caches/finescope');
  });
});

test('wheels are listed by system, processor and kind', () => {
  expect(wheelSet('gpu', 'linux', 'x64')).toBe('linux-x64-gpu');
});

test('a Node that is too old is named with its cure', () => {
  expect(nodeProblem('18.20.4')).toMatch(
    /^Node 20 or newer is needed, this is 18\.20\.4\..*brew install node/,
  );
  expect(nodeProblem('20.0.0')).toBeUndefined();
});

test('progress speaks in megabytes and minutes', () => {
  expect([megabytes(273_829_956), megabytes(1_240_000)]).toEqual(['274 MB', '1.2 MB']);
  expect([duration(9.6), duration(80)]).toEqual(['10 s', '1 min 20 s']);
});
