import { describe, expect, it } from 'vitest';
import { addRecent, keepRecent } from '../../../src-main/application/recent-files';

const entry = (path: string, openedAt = '') => ({ path, contents: '', openedAt });
const pathsOf = (recent: { path: string }[]) => recent.map(({ path }) => path).join(' ');

describe('recent files', () => {
  it('have the newest first, each once', () => {
    expect(pathsOf(addRecent([entry('a'), entry('b')], entry('b', 'now')))).toBe('b a');
    expect(pathsOf(addRecent([entry('a')], entry('b')))).toBe('b a');
  });

  it('are twenty at most', () => {
    const many = Array.from({ length: 20 }, (_, i) => entry(`${i}`));
    expect(addRecent(many, entry('new'))).toHaveLength(20);
  });

  it('are removed by a window that was told of them, and by no other', () => {
    const recent = [entry('seen'), entry('unseen')];
    expect(pathsOf(keepRecent(recent, new Set(['seen']), []))).toBe('unseen');
    expect(pathsOf(keepRecent(recent, new Set(['seen']), [entry('seen')]))).toBe('seen unseen');
  });

  it('are not added by a window', () => {
    expect(pathsOf(keepRecent([entry('a')], new Set(['a']), [entry('/etc/passwd'), entry('a')]))).toBe('a');
  });
});
