import { describe, expect, it } from 'vitest';
import { DatasetConfig, type DatasetField } from '../../../src-main/contract/dataset';
import { rejections } from '../../../src-main/jobs/field-rejections';

const good: DatasetField = {
  name: 'FOV_01',
  stack: 'FOV_01.tif',
  truth: null,
  bytes: 1,
  modifiedMs: 1,
  state: 'ready',
  reasons: [],
  frames: 50,
  width: 256,
  height: 256,
  driftPx: 0.4,
  bleached: 0.1,
  saturated: 0,
  rsp: 0.95,
  targetShift: { x: 0.1, y: 0, confidence: 30 },
  targetTop: 3000,
  picture: null,
};
const config = DatasetConfig.parse({});

describe('a field of a data set', () => {
  it('is kept where nothing speaks against it, and where nothing is known yet', () => {
    expect(rejections(good, config)).toEqual([]);
    const unknown = { driftPx: null, bleached: null, saturated: null, rsp: null, targetShift: null };
    expect(rejections({ ...good, ...unknown, targetTop: null }, config)).toEqual([]);
  });

  it.each<[Partial<DatasetField>, string]>([
    [{ driftPx: 7.31 }, 'It drifts by 7.3 pixels, more than 5.'],
    [{ bleached: 0.62 }, '62 % of the signal bleaches, more than 50 %.'],
    [{ saturated: 0.034 }, '3.4 % of the pixels are saturated, more than 1.0 %.'],
    [{ rsp: 0.31 }, 'The target fits the mean of the frames badly: RSP 0.31, less than 0.5.'],
    [{ rsp: NaN }, 'RSP NaN'],
    [{ targetTop: 0 }, 'The target is empty.'],
    [{ frames: 1 }, 'The stack has one frame'],
    [
      { targetShift: { x: 3, y: 4, confidence: 20 } },
      'The target lies 5.0 pixels off the mean of the frames',
    ],
  ])('with %j is left out with the numbers', (change, sentence) => {
    expect(rejections({ ...good, ...change }, config).join(' ')).toContain(sentence);
  });

  it('is not left out for a shift that may be chance', () => {
    expect(rejections({ ...good, targetShift: { x: 30, y: 4, confidence: 6 } }, config)).toEqual([]);
  });
});
