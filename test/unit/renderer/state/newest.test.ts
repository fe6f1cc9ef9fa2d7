import { describe, expect, it } from 'vitest';
import { Newest } from '../../../../src-renderer/state/newest';

describe('Newest', () => {
  it('does the first and then the last of what was asked meanwhile, one at a time', async () => {
    const done: number[] = [];
    const release: (() => void)[] = [];
    const newest = new Newest<number>(async (request) => {
      await new Promise<void>((resolve) => release.push(resolve));
      done.push(request);
    });
    for (const request of [1, 2, 3, 4]) newest.ask(request);
    expect(release).toHaveLength(1);
    release[0]!();
    await expect.poll(() => release.length).toBe(2);
    release[1]!();
    await expect.poll(() => done).toEqual([1, 4]);
    newest.ask(5);
    release[2]!();
    await expect.poll(() => done).toEqual([1, 4, 5]);
  });
});
