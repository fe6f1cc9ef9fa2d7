import { letterOf } from './figure';

/** What a figure's checks and its legend need to know of a panel. */
export interface PanelFacts {
  name: string;
  /** Limits of display of each drawn channel, in stored values; null while they are unknown. */
  limits: ({ min: number; max: number } | null)[];
  isCalibrated: boolean;
  /** The networks that made it; empty for a recording. */
  models: string[];
  /** Pixels of the image that were averaged into a pixel of its picture, along a side. */
  reduction: number;
}

/** What is chosen for a figure, as far as checks and legend go. */
export interface FigureFacts {
  panels: PanelFacts[];
  fontSizePt: number;
  hasScaleBar: boolean;
  /** The scale bar's length in words. */
  scaleBarText: string;
  /** Whether the text stands beside the bar. */
  isScaleBarLabelled: boolean;
  insetMagnification: number | null;
  plot: { widthText: string; isNormalised: boolean } | null;
  /** Index of the panel that the numbers under the others refer to. */
  target: number | null;
}

/** A finding before a figure goes to a journal. */
export interface FigureHint {
  level: 'warn' | 'info' | 'ok';
  /** Which panels, in bold: "a and b". */
  subject: string;
  /** The rest of the sentence. */
  sentence: string;
  /** What the window can do about it. */
  cure: 'match-limits' | 'text-size' | null;
}

/** The smallest text that journals take, in points. */
export const SMALLEST_TEXT_PT = 6;

/** Checks a figure as a careful reader would. */
export function figureHints(facts: FigureFacts): FigureHint[] {
  const hints: FigureHint[] = [];
  const { panels } = facts;
  const differing = panelsOfOtherLimits(panels);
  if (differing.length > 0) {
    hints.push({
      level: 'warn',
      subject: letters([0, ...differing]),
      sentence: 'use different limits. Say so in the legend, or match them.',
      cure: 'match-limits',
    });
  }
  if (facts.fontSizePt < SMALLEST_TEXT_PT) {
    hints.push({
      level: 'warn',
      subject: 'Text',
      sentence: `is ${facts.fontSizePt} pt. Many journals ask for ${SMALLEST_TEXT_PT} pt or more.`,
      cure: 'text-size',
    });
  }
  const uncalibrated = indices(panels, ({ isCalibrated }) => !isCalibrated);
  if (facts.hasScaleBar && uncalibrated.length > 0) {
    hints.push({
      level: 'warn',
      subject: letters(uncalibrated),
      sentence: `${uncalibrated.length > 1 ? 'have' : 'has'} no pixel size: the scale bar is in pixels.`,
      cure: null,
    });
  } else if (facts.hasScaleBar) {
    hints.push({
      level: 'ok',
      subject: panels.length > 1 ? 'All panels' : letterOf(0),
      sentence: `${panels.length > 1 ? 'have' : 'has'} a calibrated scale bar.`,
      cure: null,
    });
  } else {
    hints.push({ level: 'warn', subject: 'No panel', sentence: 'has a scale bar.', cure: null });
  }
  panels.forEach(({ models, reduction }, i) => {
    if (models.length > 0) {
      hints.push({
        level: 'info',
        subject: letterOf(i),
        sentence: `was made by a network (${models.join(', ')}). The legend names it.`,
        cure: null,
      });
    }
    if (reduction > 1) {
      hints.push({
        level: 'info',
        subject: letterOf(i),
        sentence: `holds means of ${reduction} × ${reduction} pixels: the field is larger than a picture. Zoom in for single pixels.`,
        cure: null,
      });
    }
  });
  const order = { warn: 0, info: 1, ok: 2 };
  return hints.sort((a, b) => order[a.level] - order[b.level]);
}

/** Panels whose limits are not those of the first one. */
export function panelsOfOtherLimits(panels: PanelFacts[]): number[] {
  const written = panels.map(({ limits }) => JSON.stringify(limits));
  return indices(written, (limits) => limits !== written[0]);
}

/** "a", "a and b", "a, b and c". */
export function letters(which: number[]): string {
  const names = which.map(letterOf);
  return names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

function indices<Item>(items: Item[], test: (item: Item) => boolean): number[] {
  return items.flatMap((item, i) => (test(item) ? [i] : []));
}
