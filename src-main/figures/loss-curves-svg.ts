import { axesSvg, placing, type PlacedAxes, type Range } from './axes-svg';
import { LINE_HEIGHT, placeBaselineLabels } from './baseline-labels';
import { curveSvg, strokeOf, type OnPage } from './curve-svg';
import { svgDocument } from './document-svg';
import { POINTS_PER_MM } from './figure';
import { keySvg, type KeyEntry } from './key-svg';
import type { Place } from './layout';
import type { BaselineLine, LossCurves, RunCurves } from './loss-curves';
import { layOutLossCurves, type PlacedInset } from './loss-layout';
import { BASELINE_STYLE, TRAINING_OPACITY, trainingStyle, type SeriesStyle } from './series';
import { element, number, text } from './svg';
import { CHARACTER } from './text-width';

/** Up to so many values each one is a point. */
const MOST_POINTS = 30;
const POINT_RADIUS = 1.25;
/** Light lines that lead from the magnified part to the inset. */
const LEADER = '#aaa';

/** The curves of training runs as an SVG document in the light series colours on white. `styles`: see `figureSvg`. */
export function lossCurvesSvg(figure: LossCurves, styles = ''): string {
  const { fontSizePt: fontSize, runs, baselines } = figure;
  const [width, height] = [figure.widthMm, figure.heightMm].map((mm) => mm * POINTS_PER_MM) as [
    number,
    number,
  ];
  const margin = fontSize * 0.4;
  const page: Place = { x: margin, y: margin, width: width - 2 * margin, height: height - 2 * margin };
  const key = keySvg(keyEntries(figure), page, fontSize, 0);
  const layout = layOutLossCurves(figure, page, page.y + key.height + fontSize * 0.6);
  const onPage = placing(layout.axes, layout.inside);
  return svgDocument(
    { width, height, fontSize, styles },
    element(
      'g',
      { id: 'curves', fill: '#222' },
      key.svg,
      axesSvg(layout.axes, layout.inside, fontSize),
      // Points of the last epoch are whole; what is beyond the range of values is cut.
      clip('plot', { ...layout.inside, width: layout.inside.width + POINT_RADIUS }),
      element(
        'g',
        { 'clip-path': 'url(#plot)' },
        ...runs.map((run) =>
          curveSvg({ x: run.epochs, y: run.training }, trainingStyle(run.style), onPage, {
            'stroke-opacity': TRAINING_OPACITY,
          }),
        ),
        ...runs.map((run) => validationSvg({ x: run.epochs, y: run.validation }, run.style, onPage)),
      ),
      ...placeBaselineLabels(baselines, layout, page.width, fontSize).map(({ lines, x, middle }, i) => {
        const first = middle + fontSize * (0.35 - ((lines.length - 1) / 2) * LINE_HEIGHT);
        return (
          baselineSvg(baselines[i]!, layout, { x: x - fontSize * 0.3, y: middle }) +
          lines.map((line, row) => text(line, x, first + row * LINE_HEIGHT * fontSize)).join('')
        );
      }),
      layout.inset ? insetSvg(figure, layout.inset) : '',
    ),
  );
}

/** Runs by name, and what the kinds of lines are. */
function keyEntries({ runs, baselines }: LossCurves): KeyEntry[] {
  const some = (part: 'validation' | 'training') =>
    runs.some((run) => run[part].some((value) => Number.isFinite(value)));
  const neutral: SeriesStyle = { token: '--t1', print: '#444', width: 2, dash: [] };
  return [
    ...runs.map(({ name, style }) => ({ name, style })),
    ...(some('training')
      ? [
          ...(some('validation') ? [{ name: 'validation', style: neutral }] : []),
          { name: 'training', style: { ...trainingStyle(neutral), print: '#999' } },
        ]
      : []),
    ...(baselines.length > 0 ? [{ name: 'no network', style: BASELINE_STYLE }] : []),
  ];
}

/** A dashed line through the plot, and on to `lead`, where its words begin. */
function baselineSvg(
  { value, style }: BaselineLine,
  { axes, inside }: PlacedAxes,
  lead?: { x: number; y: number },
): string {
  const y = placing(axes, inside).y(value);
  return element('path', {
    class: 'baseline',
    d:
      `M${number(inside.x)} ${number(y)}h${number(inside.width)}` +
      (lead ? `L${number(lead.x)} ${number(lead.y)}` : ''),
    fill: 'none',
    ...strokeOf(style),
  });
}

/** The last epochs, magnified in a frame, with lines that lead to it from the part of the plot they are. */
function insetSvg(
  { runs, baselines, fontSizePt: fontSize, lastEpochs }: LossCurves,
  inset: PlacedInset,
): string {
  const { axes, frame, inside, marked } = inset;
  const onPage = placing(axes, inside);
  const { min, max } = axes.y;
  const isAbove = frame.y < marked.y;
  const near = isAbove ? frame.y + frame.height : frame.y;
  const from = isAbove ? marked.y : marked.y + marked.height;
  const leader = (x: number, to: number) =>
    element('path', {
      class: 'leader',
      d: `M${number(x)} ${number(from)}L${number(to)} ${number(near)}`,
      stroke: LEADER,
    });
  return element(
    'g',
    { id: 'last-epochs' },
    leader(marked.x, frame.x),
    leader(marked.x + marked.width, frame.x + frame.width),
    element('rect', { class: 'marked', ...marked, fill: 'none', stroke: '#555' }),
    element('rect', { class: 'frame', ...frame, fill: '#fff', stroke: '#555' }),
    text(insetTitle(lastEpochs, frame.width, fontSize), frame.x + fontSize * 0.7, frame.y + fontSize * 1.4, {
      'font-weight': 600,
    }),
    axesSvg(axes, inside, fontSize),
    clip('inset', inside),
    element(
      'g',
      { 'clip-path': 'url(#inset)' },
      ...baselines
        .filter(({ value }) => value >= min && value <= max)
        .map((line) => baselineSvg(line, inset)),
      ...runs.map((run) => validationSvg(lastOf(run, axes.x), run.style, onPage)),
    ),
  );
}

function insetTitle(lastEpochs: number, width: number, fontSize: number): string {
  const [long, short] = [`Last ${lastEpochs} epochs, validation`, `Last ${lastEpochs} epochs`];
  return long.length * CHARACTER * fontSize < width - fontSize ? long : short;
}

function lastOf({ epochs, validation }: RunCurves, { min, max }: Range): { x: number[]; y: number[] } {
  const kept = epochs.flatMap((epoch, i) => (epoch >= min && epoch <= max ? [i] : []));
  return { x: kept.map((i) => epochs[i]!), y: kept.map((i) => validation[i]!) };
}

/** A validation curve, with a point for each epoch where they are few. */
function validationSvg(
  { x, y }: { x: readonly number[]; y: readonly number[] },
  style: SeriesStyle,
  onPage: OnPage,
): string {
  const points = y.map((value, i) =>
    Number.isFinite(value)
      ? element('circle', { cx: onPage.x(x[i]!), cy: onPage.y(value), r: POINT_RADIUS, fill: style.print })
      : '',
  );
  return curveSvg({ x, y }, style, onPage) + (y.length <= MOST_POINTS ? points.join('') : '');
}

function clip(id: string, place: Place): string {
  return element('clipPath', { id }, element('rect', { ...place }));
}
