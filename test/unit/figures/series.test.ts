import { describe, expect, it } from 'vitest';
import { seriesStyles } from '../../../src-main/figures/series';

describe('seriesStyles', () => {
  it('tells images by role and order', () => {
    const tokens = seriesStyles(['input', 'result', 'result', 'target', 'other']).map(({ token }) => token);
    expect(tokens).toEqual(['--s-input', '--s-result', '--s-3', '--s-target', '--s-4']);
  });

  it('never gives two images the same colour and dash', () => {
    for (const roles of [
      ['result', 'result', 'result', 'result', 'input', 'target'],
      ['input', 'input', 'result', 'other', 'target', 'other'],
    ] as const) {
      const seen = seriesStyles(roles).map(({ token, dash }) => `${token} ${dash.join()}`);
      expect(new Set(seen).size).toBe(seen.length);
    }
  });
});
