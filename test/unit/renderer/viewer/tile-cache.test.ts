import { describe, expect, it } from 'vitest';
import type { PixelBlock } from '../../../../src-main/contract/image';
import { TileCache, tileKey, type TileName } from '../../../../src-renderer/viewer/tile-cache';

const name = (column: number, more: Partial<TileName> = {}): TileName => ({
  image: 1,
  plane: 0,
  level: 0,
  column,
  row: 0,
  ...more,
});
const BYTES = 64;
const block = (): PixelBlock => ({
  width: 8,
  height: 8,
  samples: 1,
  pixelType: 'uint8',
  data: new Uint8Array(BYTES),
});
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A cache whose reads are answered by hand. */
function cacheOf(mostBytes = 10 * BYTES) {
  const reads: {
    key: string;
    isDraft: boolean;
    signal: AbortSignal;
    answer: () => void;
    refuse: (error: Error) => void;
  }[] = [];
  const freed: string[] = [];
  const changed: number[] = [];
  const cache = new TileCache<string>({
    read: (asked, signal) =>
      new Promise((resolve, reject) =>
        reads.push({
          key: tileKey(asked),
          isDraft: asked.draft === true,
          signal,
          answer: () => resolve(block()),
          refuse: reject,
        }),
      ),
    free: (texture) => freed.push(texture),
    changed: (image) => changed.push(image),
    mostBytes,
    mostReads: 2,
  });
  const answerAll = async (): Promise<void> => {
    for (let i = 0; i < reads.length; i++) {
      reads[i]!.answer();
      await settle();
    }
  };
  return { cache, reads, freed, changed, answerAll };
}

describe('the tile cache', () => {
  it('reads what is wanted in that order, so many at a time', async () => {
    const { cache, reads } = cacheOf();
    cache.want({}, [name(3), name(1), name(2)]);
    expect(reads.map(({ key }) => key)).toEqual([tileKey(name(3)), tileKey(name(1))]);
    reads[0]!.answer();
    await settle();
    expect(reads[2]!.key).toBe(tileKey(name(2)));
    expect(cache.has(name(3))).toBe(true);
  });

  it('reads a tile once for several panes', async () => {
    const { cache, reads } = cacheOf();
    cache.want({}, [name(0)]);
    cache.want({}, [name(0)]);
    expect(reads).toHaveLength(1);
  });

  it('cancels what nobody wants any more', () => {
    const { cache, reads } = cacheOf();
    const pane = {};
    cache.want(pane, [name(0), name(1)]);
    cache.want(pane, [name(1)]);
    expect(reads.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  it('forgets the least recently used first, and never what is wanted', async () => {
    const { cache, answerAll } = cacheOf(3 * BYTES);
    const pane = {};
    cache.want(pane, [name(0), name(1), name(2)]);
    await answerAll();
    cache.get(name(0));
    cache.want(pane, [name(3)]);
    await answerAll();
    expect([0, 1, 2, 3].map((column) => cache.has(name(column)))).toEqual([true, false, true, true]);
    cache.want(
      pane,
      [0, 1, 2, 3, 4].map((column) => name(column)),
    );
    await answerAll();
    expect([0, 1, 2, 3, 4].every((column) => cache.has(name(column)))).toBe(true);
    expect(cache.bytes).toBe(5 * BYTES);
  });

  it('counts textures, and frees them with their tiles', async () => {
    const { cache, freed, answerAll } = cacheOf();
    cache.want({}, [name(0), name(0, { image: 2 })]);
    await answerAll();
    cache.setTexture(cache.get(name(0))!, 'first', 100);
    cache.setTexture(cache.get(name(0, { image: 2 }))!, 'second', 100);
    expect(cache.bytes).toBe(2 * BYTES + 200);
    cache.freeTextures(1);
    expect(freed).toEqual(['first']);
    expect(cache.has(name(0))).toBe(true);
    cache.drop(2);
    expect(freed).toEqual(['first', 'second']);
    expect(cache.bytes).toBe(BYTES);
  });

  it('forgets who wanted an image that was closed, and reads none of it again', async () => {
    const { cache, reads, answerAll } = cacheOf();
    cache.want({}, [name(0), name(0, { image: 2 })]);
    await answerAll();
    cache.drop(2);
    cache.want({}, [name(1)]); // all that is still wanted is read
    await answerAll();
    expect(reads.map(({ key }) => key)).toEqual([
      tileKey(name(0)),
      tileKey(name(0, { image: 2 })),
      tileKey(name(1)),
    ]);
  });

  it('reads again only what meets a changed rectangle, and shows the old pixels until then', async () => {
    const { cache, reads, answerAll } = cacheOf();
    const wants = [name(0), name(1), name(0, { level: 1 })];
    cache.want({}, wants);
    await answerAll();
    cache.invalidate(1, { plane: 0, rectangle: { x: 600, y: 0, width: 10, height: 10 } });
    expect(wants.map((want) => cache.get(want)!.isStale)).toEqual([false, true, true]);
    cache.want({}, wants);
    expect(reads.slice(3).map(({ key }) => key)).toEqual([tileKey(wants[1]!), tileKey(wants[2]!)]);
    expect(cache.has(name(1))).toBe(true);
    await answerAll();
    expect(cache.get(name(1))).toMatchObject({ isStale: false, seen: 1 });
  });

  it('keeps what changed while it was read as stale, and reads it once more', async () => {
    const { cache, reads } = cacheOf();
    cache.want({}, [name(0)]);
    cache.invalidate(1);
    reads[0]!.answer();
    await settle();
    expect(cache.get(name(0))).toMatchObject({ isStale: true, seen: 0 });
    expect(reads).toHaveLength(2);
  });

  it('does not try a failed tile again until it is told to', async () => {
    const { cache, reads } = cacheOf();
    const pane = {};
    cache.want(pane, [name(0)]);
    reads[0]!.refuse(new Error('cell.tif ends early.'));
    await settle();
    cache.want(pane, [name(0)]);
    expect(reads).toHaveLength(1);
    expect(cache.failureOf(1)).toBe('cell.tif ends early.');
    expect([cache.isUnreadable(name(0)), cache.isUnreadable(name(1))]).toEqual([true, false]);
    cache.retry(1);
    expect(cache.isUnreadable(name(0))).toBe(false);
    expect(reads).toHaveLength(2);
    expect(cache.failureOf(1)).toBeNull();
  });

  it('takes an answer to a cancelled read for nothing', async () => {
    const { cache, reads, changed } = cacheOf();
    const pane = {};
    cache.want(pane, [name(0)]);
    cache.want(pane, []);
    reads[0]!.answer();
    await settle();
    expect(cache.has(name(0))).toBe(false);
    expect(changed).toEqual([]);
  });

  it('asks for a draft of a small level first, shows it, and reads the true tile when no other is missing', async () => {
    const { cache, reads, answerAll } = cacheOf();
    const [a, b, c] = [0, 1, 2].map((column) => name(column, { level: 4 })) as [TileName, TileName, TileName];
    cache.want({}, [a, b, c]);
    reads[0]!.answer();
    await settle();
    expect(cache.get(a)).toMatchObject({ isStale: true });
    await answerAll();
    expect(reads.map(({ key, isDraft }) => [key, isDraft])).toEqual([
      [tileKey(a), true],
      [tileKey(b), true],
      [tileKey(c), true],
      [tileKey(a), false],
      [tileKey(b), false],
      [tileKey(c), false],
    ]);
    expect(cache.get(a)).toMatchObject({ isStale: false });
  });

  it('asks for no draft of a level that is quickly made', () => {
    const { cache, reads } = cacheOf();
    cache.want({}, [name(0, { level: 3 })]);
    expect(reads[0]).toMatchObject({ isDraft: false });
  });
});
