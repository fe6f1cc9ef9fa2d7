import { letterOf } from './figure';
import { letters, panelsOfOtherLimits, type FigureFacts } from './hints';

/**
 * A legend that tells what a reader must know: what each panel is, which ones a network made and by which model, limits,
 * scale bar, inset, profile.
 */
export function legendText(facts: FigureFacts): string {
  const { panels, plot } = facts;
  const sentences = panels.map(({ name, models }, i) =>
    models.length > 0
      ? `${letterOf(i)}, ${name}, computed by the neural network ${models.join(', ')}; not a direct recording.`
      : `${letterOf(i)}, ${name}.`,
  );
  const differing = panelsOfOtherLimits(panels);
  if (differing.length > 0) sentences.push(`Limits of display differ between ${letters([0, ...differing])}.`);
  const bars = [
    ...(facts.hasScaleBar && !facts.isScaleBarLabelled ? [`Scale bar, ${facts.scaleBarText}`] : []),
    ...(facts.insetMagnification === null ? [] : [`insets, ${decimal(facts.insetMagnification)} ×`]),
  ].join('; ');
  if (bars) sentences.push(`${bars[0]!.toUpperCase()}${bars.slice(1)}.`);
  if (facts.target !== null) {
    sentences.push(`Numbers under the panels: PSNR and SSIM against ${letterOf(facts.target)}.`);
  }
  if (plot) {
    const values = plot.isNormalised ? ', each from its smallest (0) to its largest value (1)' : '';
    sentences.push(
      `${letterOf(panels.length)}, profiles along the line, mean over a width of ${plot.widthText}${values}.`,
    );
  }
  return sentences.join(' ');
}

function decimal(value: number): string {
  return String(Number(value.toFixed(1)));
}
