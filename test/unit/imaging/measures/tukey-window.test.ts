import { expect, test } from 'vitest';
import { tukeyWindow } from '../../../../src-main/imaging/measures/tukey-window';

// scipy.signal.windows.tukey(9, 0.5) and tukey(8, 0.25)
test.each([
  [9, 0.5, [0, 0.5, 1, 1, 1, 1, 1, 0.5, 0]],
  [8, 0.25, [0, 1, 1, 1, 1, 1, 1, 0]],
])("a Tukey window of %i values with share %f is scipy's", (length, share, expected) => {
  tukeyWindow(length, share).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12));
});
