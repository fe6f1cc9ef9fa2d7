import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { LossCurves } from '../../../src-main/figures/loss-curves';
import { lossCurvesSvg } from '../../../src-main/figures/loss-curves-svg';
import { BASELINE_STYLE, runStyles } from '../../../src-main/figures/series';
import { elements, texts } from './svg-elements';

/** A run whose error falls from 0.2 towards 0.1 in so many epochs. */
function aRun(name: string, epochs: number, index = 0): LossCurves['runs'][number] {
  const all = Array.from({ length: epochs }, (_, i) => i + 1);
  return {
    name,
    style: runStyles(index + 1)[index]!,
    epochs: all,
    validation: all.map((epoch) => 0.1 + 0.1 / epoch),
    training: all.map((epoch) => 0.12 + 0.1 / epoch),
  };
}

function aFigure(changes: Partial<LossCurves> = {}): LossCurves {
  return {
    widthMm: 180,
    heightMm: 100,
    fontSizePt: 7,
    measure: 'rmse',
    yTitle: 'RMSE (full range = 1)',
    runs: [aRun('first', 40), aRun('second', 40, 1)],
    baselines: [{ name: 'Raw frame', value: 0.15, text: '0.1500', style: BASELINE_STYLE }],
    lastEpochs: 10,
    ...changes,
  };
}

const curves = (svg: string) => elements(svg, 'path').filter((path) => path['class'] === 'curve');
const baselines = (svg: string) => elements(svg, 'path').filter((path) => path['class'] === 'baseline');

describe('lossCurvesSvg', () => {
  it('is well-formed whatever runs are called, and keeps their names as text', () => {
    const name = `<script>"a" & 'b'</script>\u0000`;
    const svg = lossCurvesSvg(aFigure({ runs: [aRun(name, 30)] }));
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(elements(svg, 'script')).toEqual([]);
  });

  it('writes names, axis titles with units, baselines with values and the inset’s title as text', () => {
    const words = texts(lossCurvesSvg(aFigure()));
    for (const expected of ['first', 'second', 'validation', 'training', 'no network'])
      expect(words).toContain(expected);
    for (const expected of [
      'Epoch',
      'RMSE (full range = 1)',
      'Raw frame 0.1500',
      'Last 10 epochs, validation',
    ])
      expect(words).toContain(expected);
  });

  it('has its size in millimetres', () => {
    const [root] = elements(lossCurvesSvg(aFigure({ widthMm: 89, heightMm: 60 })), 'svg');
    expect([root!['width'], root!['height']]).toEqual(['89mm', '60mm']);
  });

  it('draws validation stronger than training, in the light series colours', () => {
    const drawn = curves(lossCurvesSvg(aFigure({ lastEpochs: 0 })));
    expect(drawn.map((path) => [path['stroke'], path['stroke-width'], path['stroke-opacity']])).toEqual([
      ['#d55e00', '0.5', '0.75'],
      ['#0072b2', '0.5', '0.75'],
      ['#d55e00', '1', undefined],
      ['#0072b2', '1', undefined],
    ]);
  });

  it('dashes baselines and no curve of the first five runs', () => {
    const svg = lossCurvesSvg(aFigure());
    expect(baselines(svg).map((path) => path['stroke-dasharray'])).toEqual(['2.5 2']);
    expect(curves(svg).every((path) => path['stroke-dasharray'] === undefined)).toBe(true);
  });

  it('magnifies the last ten epochs, of which a frame in the plot and two leader lines tell', () => {
    const svg = lossCurvesSvg(aFigure());
    const rects = elements(svg, 'rect');
    const frame = rects.find((rect) => rect['class'] === 'frame')!;
    const marked = rects.find((rect) => rect['class'] === 'marked')!;
    expect(Number(frame['width'])).toBeGreaterThan(Number(marked['width']));
    expect(elements(svg, 'path').filter((path) => path['class'] === 'leader')).toHaveLength(2);
    const inInset = curves(svg).slice(-2);
    expect(inInset.map((path) => path['d']!.match(/[ML]/g))).toEqual(Array(2).fill([...'MLLLLLLLLL']));
    expect(elements(svg, 'circle')).toHaveLength(20);
  });

  it('has no inset where it would magnify little', () => {
    expect(texts(lossCurvesSvg(aFigure({ runs: [aRun('short', 29)] })))).not.toContain(
      'Last 10 epochs, validation',
    );
  });

  it('draws points of few epochs, and numbers whole epochs only', () => {
    const svg = lossCurvesSvg(aFigure({ runs: [aRun('two', 2)], baselines: [] }));
    expect(elements(svg, 'circle')).toHaveLength(2);
    expect(texts(svg)).not.toContain('0.5');
  });

  it('leaves training out of the key where there is none, and copes without any epoch', () => {
    const run = aRun('only validation', 30);
    const words = texts(lossCurvesSvg(aFigure({ runs: [{ ...run, training: run.epochs.map(() => NaN) }] })));
    expect(words).not.toContain('training');
    const empty = lossCurvesSvg(aFigure({ runs: [aRun('nothing yet', 0)], baselines: [] }));
    expect(XMLValidator.validate(empty)).toBe(true);
    expect(empty).not.toContain('NaN');
  });
});
