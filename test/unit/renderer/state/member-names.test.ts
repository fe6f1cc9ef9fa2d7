import { describe, expect, it } from 'vitest';
import type { ImageRole } from '../../../../src-main/contract/display';
import { memberNames } from '../../../../src-renderer/state/member-names';

function member(role: ImageRole, name: string, model?: string) {
  const origin = model
    ? {
        source: 1,
        region: { x: 0, y: 0, width: 8, height: 8 },
        outputScale: 1,
        hasOwnValues: false,
        method: 'network' as const,
        summedFrames: null,
        models: [model],
        seconds: 1,
      }
    : null;
  return { role, image: { name, open: { origin } } };
}

describe('memberNames', () => {
  it('are roles where each is the only one of its role', () => {
    expect(
      memberNames([member('input', 'a.tif'), member('result', 'b', 'BPAE'), member('target', 'c.tif')]),
    ).toEqual(['Input', 'Result', 'Target']);
  });

  it('tell several results by their models, and by name where these are the same', () => {
    expect(
      memberNames([
        member('input', 'a.tif'),
        member('result', 'b', 'BPAE'),
        member('result', 'c', 'SRRF'),
        member('other', 'd.tif'),
      ]),
    ).toEqual(['Input', 'BPAE', 'SRRF', 'd.tif']);
    expect(memberNames([member('result', 'b', 'BPAE'), member('result', 'c', 'BPAE')])).toEqual(['b', 'c']);
  });
});
