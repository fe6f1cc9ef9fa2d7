import { describe, expect, it } from 'vitest';
import {
  decimalText,
  formatNumber,
  parseNumber,
  stepped,
} from '../../../../src-renderer/controls/number-text';

describe('a typed number', () => {
  it.each([
    ['43880', 43880],
    ['43 880', 43880],
    ['43\u2009880', 43880],
    ['1,42', 1.42],
    ['1.42', 1.42],
    ['.5', 0.5],
    ['\u22123', -3],
    ['-3', -3],
    ['1e3', 1000],
    ['0,250', 0.25],
  ])('%s is %d', (text, value) => expect(parseNumber(text).value).toBe(value));

  it('may have its unit after it', () => {
    expect(parseNumber('5 µm', {}, 'µm').value).toBe(5);
    expect(parseNumber('5µm', {}, 'µm').value).toBe(5);
  });

  it('that could be two numbers is refused, with both', () => {
    expect(parseNumber('43,880').refusal).toBe('43,880 can be read in two ways. Write 43880 or 43.880.');
  });

  it.each(['', 'five', '1.2.3', '5 px', 'Infinity', 'NaN', '0x10'])('"%s" is none', (text) =>
    expect(parseNumber(text).refusal).toBe('This is no number.'),
  );

  it('outside its bounds is refused with the bounds', () => {
    expect(parseNumber('70000', { min: 0, max: 65535 }).refusal).toBe('From 0 to 65\u2009535.');
    expect(parseNumber('0', { min: 1 }, 'px').refusal).toBe('At least 1 px.');
    expect(parseNumber('3', { max: 2 }).refusal).toBe('At most 2.');
    expect(parseNumber('65535', { min: 0, max: 65535 }).value).toBe(65535);
  });

  it('does not reach a bound that is no value of it', () => {
    expect(parseNumber('0', { above: 0 }).refusal).toBe('More than 0.');
    expect(parseNumber('1', { min: 0, below: 1 }).refusal).toBe('Less than 1.');
    expect(parseNumber('3e-4', { above: 0 }).value).toBe(3e-4);
    expect(stepped(1e-4, -1, 1e-4, {}, { above: 0 })).toBe(1e-4);
  });

  it('must be whole where only whole numbers are taken', () => {
    expect(parseNumber('2.5', { whole: true }).refusal).toBe('A whole number is needed.');
    expect(parseNumber('2.0', { whole: true }).value).toBe(2);
  });
});

describe('a written number', () => {
  it.each([
    [1791, '1\u2009791'],
    [43880.5, '43\u2009880.5'],
    [999, '999'],
    [-1234567, '\u22121\u2009234\u2009567'],
    [0.1 + 0.2, '0.3'],
    [-0.00000001, '0'],
    [1e21, '1e+21'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('is read back as what it was', () => {
    for (const value of [0, -5, 1791, 65535, 1.42, -43880.25]) {
      expect(parseNumber(formatNumber(value)).value).toBe(value);
    }
  });
});

it('for machines it is written without an exponent', () => {
  expect(decimalText(1e-8)).toBe('0.00000001');
  expect(decimalText(-1234.5)).toBe('-1234.5');
});

describe('stepping', () => {
  it('adds a step, ten with Shift, a tenth with Alt', () => {
    expect(stepped(5, 1, 1, {})).toBe(6);
    expect(stepped(5, -1, 1, { shift: true })).toBe(-5);
    expect(stepped(5, 1, 1, { alt: true })).toBe(5.1);
  });

  it('leaves no dust of binary fractions', () => expect(stepped(0.1, 2, 0.1, {})).toBe(0.3));

  it('stays in the bounds', () => {
    expect(stepped(199, 1, 10, {}, { min: 1, max: 200 })).toBe(200);
    expect(stepped(1, -1, 1, {}, { min: 1, max: 200 })).toBe(1);
  });

  it('moves whole numbers by whole ones, with Alt too', () => {
    expect(stepped(5, 1, 1, { alt: true }, { whole: true })).toBe(6);
  });
});
