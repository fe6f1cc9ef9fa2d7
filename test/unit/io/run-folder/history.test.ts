import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { lineOf, parseHistory } from '../../../../src-main/io/run-folder/history';
import { epochRecord } from '../../../support/run-records';

const RECORDS = [1, 2, 3, 4].map((epoch) => epochRecord(epoch));
const LINES = RECORDS.map(lineOf);
const BYTES = Buffer.concat(LINES);

describe('a history', () => {
  it('cut off anywhere holds the epochs whose lines are whole', () => {
    const ends = LINES.map((_, i) => Buffer.concat(LINES.slice(0, i + 1)).length);
    for (let length = 0; length <= BYTES.length; length++) {
      const whole = ends.filter((end) => end <= length).length;
      expect(parseHistory(BYTES.subarray(0, length), 'h')).toEqual({
        records: RECORDS.slice(0, whole),
        bytes: whole === 0 ? 0 : ends[whole - 1],
      });
    }
  });

  it('whose last line lost its middle in a power cut holds the epochs before', () => {
    const bytes = Uint8Array.from(BYTES);
    bytes.fill(0, bytes.length - 50, bytes.length - 1);
    expect(parseHistory(bytes, 'h').records).toEqual(RECORDS.slice(0, 3));
  });

  it('damaged in another line is refused with the line', () => {
    const bytes = Uint8Array.from(BYTES);
    bytes[LINES[0]!.length + 3] = 0;
    expect(() => parseHistory(bytes, 'runs/a/history.jsonl')).toThrow(
      expect.objectContaining({
        tag: 'DamagedFileError',
        message: expect.stringContaining('"runs/a/history.jsonl" is damaged in line 2'),
      }),
    );
  });

  it('in which an epoch is missing is refused', () => {
    const bytes = Buffer.concat([LINES[0]!, LINES[2]!, LINES[3]!]);
    expect(() => parseHistory(bytes, 'h')).toThrow('line 2');
  });

  it('takes no epoch that it could not give back', () => {
    const perfect = { ...RECORDS[0]!, validation: { loss: 0, rmse: 0, psnr: Infinity, ssim: 1 } };
    expect(() => lineOf(perfect)).toThrow(expect.objectContaining({ tag: 'InternalError' }));
  });

  it('keeps every bit of a number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (loss) => {
        const record = { ...RECORDS[0]!, train: { ...RECORDS[0]!.train, loss } };
        // JSON has no -0, and 0 stands for it.
        expect(parseHistory(lineOf(record), 'h').records[0]!.train.loss).toBe(loss === 0 ? 0 : loss);
      }),
    );
  });
});
