import { expect, it } from 'vitest';
import { plainNames } from '../../../src-main/jobs/leave-one-out';

it('no two fields share a folder, whatever order they come in', () => {
  const fields = ['a/FOV_1', 'a-FOV_1', 'A-fov_1', 'b'];
  const names = plainNames(fields);
  expect(new Set([...names.values()].map((name) => name.toLowerCase())).size).toBe(4);
  expect(names.get('b')).toBe('b');
  expect(plainNames([...fields].reverse())).toEqual(names);
});
