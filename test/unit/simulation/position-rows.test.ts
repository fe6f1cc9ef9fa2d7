import { describe, expect, it } from 'vitest';
import { POSITION_COLUMNS } from '../../../src-main/contract/simulation-api';
import { FieldSimulation } from '../../../src-main/simulation/field-simulation';
import { readEmitters } from '../../../src-main/training/data/emitters';
import { smallSimulation } from '../../support/simulation';

const grid = { planes: 4, width: 32, height: 24, pixelNm: 100 };

describe('the table of positions', () => {
  it('is read as training data, each fluorophore in its frame and pixel', () => {
    const config = smallSimulation({
      sample: { kind: 'scattered', perSquareUm: 100 },
      emission: { kind: 'sparse', perSquareUm: 2 },
      background: 9,
    });
    const simulation = new FieldSimulation(config, 0, 0);
    let text = POSITION_COLUMNS;
    let rows = 0;
    for (let frame = 0; frame < 4; frame++) {
      const { positions } = simulation.frame(frame, rows + 1);
      text += positions.text;
      rows += positions.count;
    }
    const { frames, outside, beyond } = readEmitters(text, 'positions.csv', grid);
    expect([outside, beyond]).toEqual([0, 0]);
    expect(frames.reduce((sum, { columns }) => sum + columns.length, 0)).toBe(rows);
    expect(frames.every(({ columns }) => columns.length > 3)).toBe(true);
    const lines = text.trim().split('\n').slice(1);
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(lines.map((_, i) => i + 1));
    expect(lines[0]!.split(',').slice(4)).toEqual(['90.000', expect.any(String), '9.000', '3.000']);
  });

  it('tells those that shine in all frames once', () => {
    const simulation = new FieldSimulation(smallSimulation(), 0, 0);
    expect(simulation.frame(0, 1).positions.count).toBeGreaterThan(0);
    expect(simulation.frame(1, 1).positions).toEqual({ text: '', count: 0 });
  });
});
