import { describe, expect, it } from 'vitest';
import { LiveFiles } from '../../../src-main/application/live-files';

const fileOf = (name: string, rested: string[]) => ({ busy: false, rest: () => void rested.push(name) });

describe('live files', () => {
  it('beyond the most, the least recently used rests', () => {
    const rested: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => fileOf(name, rested));
    const live = new LiveFiles(2);
    for (const file of [a!, b!, a!, c!]) live.used(file);
    expect(rested).toEqual(['b']);
  });

  it('that are busy do not rest, until they are used again and are not', () => {
    const rested: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => fileOf(name, rested));
    a!.busy = b!.busy = c!.busy = true;
    const live = new LiveFiles(2);
    for (const file of [a!, b!, c!]) live.used(file);
    expect(rested).toEqual([]);
    a!.busy = b!.busy = false;
    live.used(c!);
    expect(rested).toEqual(['a']);
  });

  it('that were forgotten do not count', () => {
    const rested: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => fileOf(name, rested));
    const live = new LiveFiles(2);
    live.used(a!);
    live.used(b!);
    live.forget(a!);
    live.used(c!);
    expect(rested).toEqual([]);
  });
});
