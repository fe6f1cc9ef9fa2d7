import { describe, expect, it } from 'vitest';
import { SweptParameters, type ReconstructionScore } from '../../../src-main/contract/parameter-map';
import { EsrrfParams } from '../../../src-main/contract/reconstruction';
import {
  parameterMap,
  parameterMapTable,
  resolutionText,
  shortResolution,
  sweptSettings,
} from '../../../src-main/imaging/parameter-map';

const swept = SweptParameters.parse({ method: 'esrrf', radii: [1, 2], sensitivities: [1, 3] });
const facts = {
  params: EsrrfParams.parse({ method: 'esrrf' }),
  swept,
  frames: 50,
  region: { x: 0, y: 0, width: 64, height: 64 },
  pixelSizeUm: 0.1,
};
const resolved = (resolutionPx: number, rsp: number): ReconstructionScore => ({
  resolutionPx,
  rsp,
  outcome: 'resolved',
});
const limited = (rsp: number): ReconstructionScore => ({ resolutionPx: 0.5, rsp, outcome: 'beyond-pixels' });
const nothing: ReconstructionScore = { resolutionPx: null, rsp: 0.4, outcome: 'nothing-shared' };

describe('a map of parameters', () => {
  it('holds radii one after another for each sensitivity in turn', () => {
    expect(sweptSettings(swept)).toEqual([
      { radius: 1, second: 1 },
      { radius: 2, second: 1 },
      { radius: 1, second: 3 },
      { radius: 2, second: 3 },
    ]);
  });

  it('scores by the harmonic mean of RSP and of resolution against the finest', () => {
    const { settings, best } = parameterMap(facts, [
      resolved(2, 0.9),
      resolved(1, 0.6),
      resolved(1.25, 0.8),
      nothing,
    ]);
    expect(settings.map(({ sharpness }) => sharpness)).toEqual([0.5, 1, 0.8, 0]);
    expect(settings.map(({ qnr }) => qnr)).toEqual([
      (2 * 0.5 * 0.9) / 1.4,
      (2 * 0.6) / 1.6,
      expect.closeTo(0.8, 12),
      0,
    ]);
    expect(best).toBe(2);
  });

  it('says what sharper settings cost', () => {
    const { sentence } = parameterMap(facts, [
      resolved(2, 0.9),
      resolved(0.7, 0.4),
      resolved(0.87, 0.93),
      nothing,
    ]);
    expect(sentence).toBe(
      'Radius 1 and sensitivity 3 resolve 87 nm with RSP 0.930; the sharpest, radius 2 and sensitivity 1, resolve 70 nm, but RSP falls to 0.400.',
    );
  });

  it('says what more faithful settings cost where none is sharper, or that there is neither', () => {
    const faithful = parameterMap(facts, [resolved(2, 0.98), resolved(1, 0.9), nothing, nothing]);
    expect(faithful.sentence).toContain(
      'the most faithful, radius 1 and sensitivity 1, have RSP 0.980, but resolve only 200 nm',
    );
    const alone = parameterMap(facts, [resolved(2, 0.8), resolved(1, 0.9), nothing, nothing]);
    expect(alone.sentence).toMatch(/100 nm with RSP 0\.900; no other setting is finer or more faithful\.$/);
  });

  it('says plainly where pixels limit what can be told', () => {
    const { sentence, best } = parameterMap(facts, [limited(0.9), limited(0.95), resolved(1, 0.99), nothing]);
    expect(best).toBe(1);
    expect(sentence).toBe(
      "Radius 2 and sensitivity 1 resolve 50 nm or less with RSP 0.950; 2 of 4 settings are as fine as the result's pixels can tell, and of these it is the most faithful.",
    );
  });

  it('has no best where no setting shows anything in both halves', () => {
    const { best, sentence } = parameterMap(facts, [nothing, nothing, nothing, nothing]);
    expect(best).toBeNull();
    expect(sentence).toContain('take more frames, or a part with structure');
  });

  it('is a table with a line for each setting', () => {
    const map = parameterMap(facts, [resolved(2, 0.9), resolved(1, 0.6), resolved(1.25, 0.8), nothing]);
    expect(parameterMapTable(map).split('\n').slice(0, 5)).toEqual([
      'radius,sensitivity,resolution_px,resolution_nm,outcome,rsp,sharpness,qnr,best',
      '1,1,2.0000,200.00,resolved,0.90000,0.50000,0.64286,',
      '2,1,1.0000,100.00,resolved,0.60000,1.00000,0.75000,',
      '1,3,1.2500,125.00,resolved,0.80000,0.80000,0.80000,best',
      '2,3,,,nothing-shared,0.40000,0.00000,0.00000,',
    ]);
  });

  it('tells lengths where pixels have a size, else pixels', () => {
    expect(resolutionText(resolved(1.7, 1), null)).toBe('1.70 pixels of the input');
    expect(resolutionText(resolved(17, 1), 0.1)).toBe('1.70 µm');
    expect(shortResolution(limited(1), 0.1)).toBe('\u2264 50 nm');
    expect(shortResolution(resolved(1.7, 1), null)).toBe('1.70 px');
  });
});
