import { describe, expect, test } from 'vitest';
import type { Calibration } from '../../../../src-main/contract/image';
import {
  imagejDescription,
  imagejFormat,
  wantsMeasuredRanges,
} from '../../../../src-main/io/write/imagej-format';
import { encodeImagejMetadata } from '../../../../src-main/io/write/imagej-metadata';
import { stackOrder } from '../../../../src-main/io/write/stack-order';
import { imageInfo } from '../../../support/memory-source';

const UNKNOWN: Calibration = { pixelSizeUm: { x: null, y: null, z: null }, frameIntervalS: null };
const describeStack = (axes: string, shape: number[], calibration = UNKNOWN) =>
  imagejDescription(calibration, stackOrder(imageInfo({ axes, shape, pixelType: 'uint16' })), null)
    .trim()
    .split('\n');

describe('imagejDescription', () => {
  test('names the dimensions of a hyperstack', () => {
    expect(describeStack('TZCYX', [2, 3, 4, 5, 6])).toEqual([
      'ImageJ=1.54f',
      'images=24',
      'channels=4',
      'slices=3',
      'frames=2',
      'hyperstack=true',
      'mode=composite',
      'loop=false',
    ]);
  });

  test('gives micrometres, the distance of slices and the frame interval', () => {
    const calibration = { pixelSizeUm: { x: 0.1, y: 0.1, z: 0.3 }, frameIntervalS: 0.05 };
    expect(describeStack('YX', [5, 6], calibration)).toEqual([
      'ImageJ=1.54f',
      'unit=micron',
      'finterval=0.05',
      'spacing=0.3',
      'loop=false',
    ]);
  });

  test('shows more channels than ImageJ overlays one at a time', () => {
    expect(describeStack('CYX', [8, 5, 6])).toContain('mode=color');
  });
});

describe('imagejFormat', () => {
  test('is of one size whatever ranges are measured', () => {
    const info = imageInfo({ axes: 'CYX', shape: [2, 5, 6], pixelType: 'uint16' });
    const sizes = (measured?: { min: number; max: number }[]) =>
      imagejFormat(info, stackOrder(info), {}, measured).firstFields.map(({ values }) => values.length);
    expect(wantsMeasuredRanges(info, stackOrder(info))).toBe(true);
    expect(
      sizes([
        { min: 5, max: 60_000 },
        { min: 0.001, max: 7 },
      ]),
    ).toEqual(sizes());
  });
});

describe('encodeImagejMetadata', () => {
  test('lists kinds and counts, then texts in UTF-16, ranges as doubles and LUTs by colour', () => {
    const lut = Uint8Array.from({ length: 768 }, (_, i) => (i % 3 === 1 ? Math.floor(i / 3) : i % 3));
    const { bytes, byteCounts } = encodeImagejMetadata({
      info: 'hé',
      labels: ['a', 'bc'],
      ranges: [1, 2],
      luts: [lut],
    });
    const view = new DataView(bytes.buffer);
    expect(byteCounts).toEqual([36, 4, 2, 4, 16, 768]);
    expect(String.fromCharCode(...bytes.subarray(0, 4))).toBe('JIJI');
    expect([4, 12, 20, 28].map((at) => view.getUint32(at + 4, true))).toEqual([1, 2, 1, 1]);
    expect(String.fromCharCode(view.getUint16(36, true), view.getUint16(38, true))).toBe('hé');
    expect(new DataView(bytes.slice(46, 62).buffer).getFloat64(8, true)).toBe(2);
    const colours = bytes.subarray(62);
    expect([colours[200], colours[256 + 200], colours[512 + 200]]).toEqual([0, 200, 2]);
  });

  test('leaves out what there is none of', () => {
    expect(encodeImagejMetadata({ info: 'x', labels: [], ranges: [], luts: [] }).byteCounts).toEqual([12, 2]);
  });
});
