import { placing } from '../../src-main/figures/axes-svg';
import type { LossCurves } from '../../src-main/figures/loss-curves';
import type { PlacedInset } from '../../src-main/figures/loss-layout';
import { ticks } from '../../src-main/figures/ticks';
import { scaledPx, themeColour } from '../state/theme-colours';

/** Draws the last epochs, magnified in a frame, with lines that lead to it from the part of the plot they are. */
export function drawInset(ctx: CanvasRenderingContext2D, curves: LossCurves, inset: PlacedInset): void {
  ctx.save();
  ctx.lineWidth = 1;
  ctx.setLineDash([]);
  drawLeaders(ctx, inset);
  drawFrame(ctx, curves, inset);
  drawAxes(ctx, inset);
  drawCurves(ctx, curves, inset);
  ctx.restore();
}

function drawLeaders(ctx: CanvasRenderingContext2D, { frame, marked }: PlacedInset): void {
  const isAbove = frame.y < marked.y;
  const near = isAbove ? frame.y + frame.height : frame.y;
  const from = isAbove ? marked.y : marked.y + marked.height;
  ctx.strokeStyle = themeColour('--line');
  ctx.beginPath();
  ctx.moveTo(marked.x, from);
  ctx.lineTo(frame.x, near);
  ctx.moveTo(marked.x + marked.width, from);
  ctx.lineTo(frame.x + frame.width, near);
  ctx.stroke();
  ctx.strokeStyle = themeColour('--t3');
  ctx.strokeRect(crisp(marked.x), crisp(marked.y), Math.round(marked.width), Math.round(marked.height));
}

function drawFrame(ctx: CanvasRenderingContext2D, curves: LossCurves, { frame }: PlacedInset): void {
  ctx.fillStyle = themeColour('--panel');
  ctx.strokeStyle = themeColour('--line-strong');
  const [x, y, width, height] = [frame.x, frame.y, frame.width, frame.height].map(Math.round) as [
    number,
    number,
    number,
    number,
  ];
  ctx.beginPath();
  ctx.roundRect(x + 0.5, y + 0.5, width - 1, height - 1, scaledPx(4));
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = themeColour('--t1');
  ctx.font = `500 ${scaledPx(11)}px ${themeColour('--font')}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(`Last ${curves.lastEpochs} epochs, validation`, x + scaledPx(10), y + scaledPx(12));
}

function drawAxes(ctx: CanvasRenderingContext2D, { axes, inside }: PlacedInset): void {
  const place = placing(axes, inside);
  const [right, bottom] = [inside.x + inside.width, inside.y + inside.height];
  ctx.font = `400 ${scaledPx(11)}px ${themeColour('--font')}`;
  ctx.fillStyle = themeColour('--t2');
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const value of axes.yTicks.values) {
    const y = place.y(value);
    stroke(ctx, [inside.x, crisp(y)], [right, crisp(y)], themeColour('--grid'));
    ctx.fillText(value.toFixed(axes.yTicks.digits).replace('-', '\u2212'), inside.x - scaledPx(6), y);
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  const widest = ctx.measureText(String(Math.floor(axes.x.max))).width + scaledPx(6);
  const most = Math.max(2, Math.min(10, Math.floor(inside.width / widest)));
  for (const value of ticks(Math.ceil(axes.x.min), Math.floor(axes.x.max), most).values) {
    const x = crisp(place.x(value));
    stroke(ctx, [x, bottom], [x, bottom + scaledPx(4)], themeColour('--line-strong'));
    ctx.fillText(String(value), x, bottom + scaledPx(6));
  }
  stroke(ctx, [crisp(inside.x), inside.y], [crisp(inside.x), bottom], themeColour('--line-strong'));
  stroke(ctx, [inside.x, crisp(bottom)], [right, crisp(bottom)], themeColour('--line-strong'));
}

function drawCurves(ctx: CanvasRenderingContext2D, curves: LossCurves, { axes, inside }: PlacedInset): void {
  const place = placing(axes, inside);
  ctx.beginPath();
  ctx.rect(inside.x, inside.y - 2, inside.width, inside.height + 4);
  ctx.clip();
  for (const { value, style } of curves.baselines) {
    if (value < axes.y.min || value > axes.y.max) continue;
    const y = crisp(place.y(value));
    ctx.setLineDash([...style.dash]);
    stroke(ctx, [inside.x, y], [inside.x + inside.width, y], themeColour(style.token));
  }
  for (const { epochs, validation, style } of curves.runs) {
    const points = epochs.flatMap((epoch, i): [number, number][] => {
      const isShown = epoch >= axes.x.min && epoch <= axes.x.max && Number.isFinite(validation[i]);
      return isShown ? [[place.x(epoch), place.y(validation[i]!)]] : [];
    });
    ctx.setLineDash([...style.dash]);
    ctx.lineWidth = scaledPx(style.width);
    ctx.lineJoin = 'round';
    ctx.strokeStyle = ctx.fillStyle = themeColour(style.token);
    ctx.beginPath();
    for (const [x, y] of points) ctx.lineTo(x, y);
    ctx.stroke();
    for (const [x, y] of points) {
      ctx.beginPath();
      ctx.arc(x, y, scaledPx(2.5), 0, 2 * Math.PI);
      ctx.fill();
    }
  }
}

function stroke(
  ctx: CanvasRenderingContext2D,
  [x1, y1]: [number, number],
  [x2, y2]: [number, number],
  colour: string,
): void {
  ctx.strokeStyle = colour;
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

/** The middle of a device pixel: lines of one pixel are sharp there. */
function crisp(value: number): number {
  return Math.round(value) + 0.5;
}
