import { describe, expect, test } from 'vitest';
import type { PixelType } from '../../../src-main/contract/image';
import { applyLinear } from '../../../src-main/imaging/normalize';
import { rangeAdvice } from '../../../src-main/imaging/range-advice';

const advise = (pixelType: PixelType, min: number | null, max: number | null) =>
  rangeAdvice({ kind: 'fixed' }, pixelType, { min, max, mean: 1, std: 1, nonFinite: 0 });

describe('rangeAdvice', () => {
  test('says that 12-bit data in a 16-bit file fill little of the range, and offers to match them', () => {
    const advice = advise('uint16', 102, 3980)!;
    expect(advice.sentence).toBe(
      'The values lie between 102 and 3980 (12 bits) and fill little of the range the model was trained on, 0 to 65535. ' +
        'Choose the range "matched" to map 0 to 4095 onto that one, or "as-is" to leave the values.',
    );
    expect([...applyLinear(Uint16Array.of(0, 4095), advice.matched)]).toEqual([-0.5, 0.5]);
  });

  test('takes the fewest bits that hold the largest value', () => {
    const highest = (max: number) => Math.round(1 / advise('uint16', 0, max)!.matched.scale);
    expect([255, 256, 1023, 1024, 4095, 4096, 16383].map(highest)).toEqual([
      255, 1023, 1023, 4095, 4095, 16383, 16383,
    ]);
  });

  test('is silent for data that fill the range, as the published frames do', () => {
    expect(advise('uint16', 812, 53921)).toBeNull();
    expect(advise('uint16', 0, 16384)).toBeNull();
  });

  test('is silent for 8 and 1-bit data, which have their own full scale', () => {
    expect(advise('uint8', 0, 3)).toBeNull();
    expect(advise('bool', 0, 1)).toBeNull();
  });

  test('maps float data within 0 to 1 from their smallest to their largest value', () => {
    const advice = advise('float32', 0.25, 0.75)!;
    expect(advice.sentence).toContain('between 0.25 and 0.75 and fill little');
    expect([...applyLinear(Float32Array.of(0.25, 0.75), advice.matched)]).toEqual([-0.5, 0.5]);
  });

  test('speaks up for negative values and for values beyond full scale', () => {
    expect(advise('int16', -300, 20000)!.sentence).toContain('reach beyond');
    expect(advise('uint32', 0, 100000)!.sentence).toContain('reach beyond');
    expect([...applyLinear(Float32Array.of(-300, 20000), advise('int16', -300, 20000)!.matched)]).toEqual([
      -0.5, 0.5,
    ]);
    expect(advise('int8', -3, 20)!.sentence).toContain('0 to 255');
  });

  test('is silent for normalisations that follow the data', () => {
    const statistics = { min: 0, max: 9, mean: 1, std: 1, nonFinite: 0 };
    expect(rangeAdvice({ kind: 'minMax' }, 'uint16', statistics)).toBeNull();
  });

  test('is silent where there is nothing to match', () => {
    expect(advise('uint16', 7, 7)).toBeNull();
    expect(advise('float32', null, null)).toBeNull();
  });
});
