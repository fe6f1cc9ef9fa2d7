import { describe, expect, it } from 'vitest';
import { placing } from '../../../src-main/figures/axes-svg';
import { layOutLossCurves } from '../../../src-main/figures/loss-layout';
import { cutValues, insetEpochs, lossRange } from '../../../src-main/figures/loss-ranges';
import { hasReference, NEEDS_REFERENCE } from '../../support/reference';
import { publishedCurves } from '../../support/published-curves';

const PAGE = { x: 0, y: 0, width: 510, height: 283 };

describe(hasReference ? 'the layout of the published curves (figure 4b)' : NEEDS_REFERENCE, () => {
  it.runIf(hasReference)('shows all good values, and cuts only first epochs and spikes', () => {
    const figure = publishedCurves();
    const range = lossRange(figure);
    const all = figure.runs.flatMap(({ validation, training }) => [...validation, ...training]);
    expect(range.min).toBeLessThan(Math.min(...all));
    expect(range.max).toBeGreaterThan(0.0866);
    expect(range.max).toBeLessThan(0.2); // training begins at 0.68
    expect(cutValues(figure, range) / all.length).toBeLessThan(0.1);
  });

  it.runIf(hasReference)('puts the inset of epochs 191 to 200 where it hides no value', () => {
    const figure = publishedCurves();
    const { axes, inside, inset } = layOutLossCurves(figure, PAGE, 10);
    expect(insetEpochs(figure)).toEqual({ min: 191, max: 200 });
    expect(inset!.axes.x).toEqual({ min: 190.5, max: 200.5 });
    const onPage = placing(axes, inside);
    const { frame } = inset!;
    const hidden = figure.runs.flatMap(({ epochs, validation, training }) =>
      [...validation, ...training].filter((value, i) => {
        const [x, y] = [onPage.x(epochs[i % epochs.length]!), onPage.y(value)];
        return x > frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height;
      }),
    );
    expect(hidden).toEqual([]);
  });

  it.runIf(hasReference)('marks in the plot just the values that the inset shows', () => {
    const figure = publishedCurves();
    const { axes, inside, inset } = layOutLossCurves(figure, PAGE, 10);
    const onPage = placing(axes, inside);
    expect(inset!.marked.y).toBeCloseTo(onPage.y(inset!.axes.y.max), 6);
    expect(inset!.marked.y + inset!.marked.height).toBeCloseTo(onPage.y(inset!.axes.y.min), 6);
    const last = figure.runs.flatMap(({ validation }) => validation.slice(-10));
    expect(inset!.axes.y.min).toBeLessThan(Math.min(...last));
    expect(inset!.axes.y.max).toBeGreaterThan(Math.max(...last));
  });

  it.runIf(hasReference)('cuts low values where more is better', () => {
    const figure = publishedCurves({ measure: 'psnr', baselines: [] });
    const runs = figure.runs.map((run) => ({
      ...run,
      validation: run.validation.map((value) => -20 * Math.log10(value)),
      training: run.training.map(() => NaN),
    }));
    const range = lossRange({ ...figure, runs });
    const all = runs.flatMap(({ validation }) => validation);
    expect(range.max).toBeGreaterThan(Math.max(...all));
    expect(range.min).toBeGreaterThan(Math.min(...all));
  });
});
