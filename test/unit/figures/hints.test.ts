import { describe, expect, it } from 'vitest';
import { figureHints, type FigureFacts, type PanelFacts } from '../../../src-main/figures/hints';
import { legendText } from '../../../src-main/figures/legend';

const recorded: PanelFacts = {
  name: 'fov08.tif',
  limits: [{ min: 0, max: 100 }],
  isCalibrated: true,
  models: [],
  reduction: 1,
};
const computed: PanelFacts = { ...recorded, name: 'fov08, super-resolved', models: ['BPAE'] };

function facts(changes: Partial<FigureFacts> = {}): FigureFacts {
  return {
    panels: [recorded, computed],
    fontSizePt: 7,
    hasScaleBar: true,
    scaleBarText: '10 µm',
    isScaleBarLabelled: false,
    insetMagnification: null,
    plot: null,
    target: null,
    ...changes,
  };
}

const said = (changes?: Partial<FigureFacts>): string[] =>
  figureHints(facts(changes)).map(({ level, subject, sentence }) => `${level}: ${subject} ${sentence}`);

describe('figureHints', () => {
  it('says what is good, and which model made what', () => {
    expect(said()).toEqual([
      'info: b was made by a network (BPAE). The legend names it.',
      'ok: All panels have a calibrated scale bar.',
    ]);
  });

  it('finds limits that differ', () => {
    const other = { ...computed, limits: [{ min: 0, max: 90 }] };
    expect(said({ panels: [recorded, other, other] })[0]).toBe(
      'warn: a, b and c use different limits. Say so in the legend, or match them.',
    );
  });

  it('finds small text, missing and uncalibrated scale bars, and averaged pixels', () => {
    expect(said({ fontSizePt: 5 })[0]).toBe('warn: Text is 5 pt. Many journals ask for 6 pt or more.');
    expect(said({ hasScaleBar: false })[0]).toBe('warn: No panel has a scale bar.');
    expect(said({ panels: [{ ...recorded, isCalibrated: false }] })).toEqual([
      'warn: a has no pixel size: the scale bar is in pixels.',
    ]);
    expect(said({ panels: [{ ...recorded, reduction: 4 }] })[0]).toMatch(
      /^info: a holds means of 4 × 4 pixels/,
    );
  });
});

describe('legendText', () => {
  it('names panels, model, bar, inset, numbers and profile', () => {
    expect(
      legendText(
        facts({
          insetMagnification: 2.7,
          plot: { widthText: '5 px', isNormalised: true },
          panels: [recorded, { ...computed, limits: [null] }, { ...recorded, name: 'SRRF' }],
          target: 2,
        }),
      ),
    ).toBe(
      'a, fov08.tif. b, fov08, super-resolved, computed by the neural network BPAE; not a direct recording. c, SRRF. ' +
        'Limits of display differ between a and b. Scale bar, 10 µm; insets, 2.7 ×. ' +
        'Numbers under the panels: PSNR and SSIM against c. ' +
        'd, profiles along the line, mean over a width of 5 px, each from its smallest (0) to its largest value (1).',
    );
  });

  it('leaves the bar out where its length stands beside it', () => {
    expect(legendText(facts({ isScaleBarLabelled: true }))).not.toContain('Scale bar');
  });
});
