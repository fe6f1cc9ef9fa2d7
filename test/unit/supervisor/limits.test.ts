import { describe, expect, it } from 'vitest';
import { FILES_LIMITS } from '../../../src-main/supervisor/session';

describe('a files process', () => {
  // A stack of 260 frames of 512 x 512 takes 12 s after its last frame was read.
  it.each(['estimateDrift', 'gsos', 'scoreReconstruction', 'squirrel'])(
    'has minutes for what %s computes without a word',
    (method) => {
      expect(FILES_LIMITS.silenceMs(method)).toBeGreaterThanOrEqual(60_000);
    },
  );

  it('is not waited for where it should answer at once', () => {
    expect(FILES_LIMITS.silenceMs('openImage')).toBeLessThanOrEqual(10_000);
  });
});
