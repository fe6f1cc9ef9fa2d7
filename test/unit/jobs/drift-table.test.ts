import { describe, expect, it } from 'vitest';
import { readDriftTable } from '../../../src-main/jobs/drift-table';

describe('a table of drift', () => {
  const table = 'frame,x [px],y [px]\n3,1.5,2\n1,1,1\n2,1.25,0\n';

  it('is read by the numbers of its frames, in whatever order its lines are', () => {
    expect(readDriftTable(table, 'drift.csv')).toEqual([
      { x: 0, y: 0 },
      { x: 0.25, y: -1 },
      { x: 0.5, y: 1 },
    ]);
  });

  it('is told from the first of the frames that are named', () => {
    expect(readDriftTable(table, 'drift.csv', [2, 3])).toEqual([
      { x: 0, y: 0 },
      { x: 0.25, y: 2 },
    ]);
  });
});
