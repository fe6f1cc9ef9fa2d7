import type { ImageRole } from '../contract/display';

/** How an image is marked wherever it appears: pane header, plot line, table row. */
export interface SeriesStyle {
  /** The token of the theme, for the screen. */
  token: string;
  /** Its colour on white, for print. */
  print: string;
  /** Line width in pixels of the screen; results are drawn stronger. */
  width: number;
  /** Lengths of dash and gap; empty for a drawn-through line. */
  dash: readonly number[];
}

/** Series colours on a light ground (Okabe-Ito, darkened), as in the light theme. */
const PRINT_COLOURS: Record<string, string> = {
  '--s-input': '#3d3d41',
  '--s-result': '#d55e00',
  '--s-target': '#0072b2',
  '--s-3': '#a8487e',
  '--s-4': '#007d5b',
  '--s-base': '#77777d',
};

/** The colours of images, by role: input grey, result orange, target blue. Where one is taken, the further ones follow. */
const OWN_COLOUR: Partial<Record<ImageRole, string>> = {
  input: '--s-input',
  result: '--s-result',
  target: '--s-target',
};
const FURTHER = ['--s-3', '--s-4', '--s-base'];
const DASH = [5, 4];

/** The style of each image of a comparison, by role and order. Beyond the colours the dash differs, not the hue. */
export function seriesStyles(roles: readonly ImageRole[]): SeriesStyle[] {
  const taken = new Set<string>();
  return roles.map((role) => {
    const own = OWN_COLOUR[role];
    const free = [...(own ? [own] : []), ...FURTHER].find((token) => !taken.has(token));
    const token = free ?? own ?? FURTHER[0]!;
    taken.add(token);
    return {
      token,
      print: PRINT_COLOURS[token]!,
      width: role === 'result' ? 2 : 1.5,
      dash: free ? [] : DASH,
    };
  });
}

/** The colours of runs in one plot, in order: five, and then the same with other dashes. */
const RUN_COLOURS = ['--s-result', '--s-target', '--s-3', '--s-4', '--s-input'];
const RUN_DASHES = [[], [8, 3], [2, 3], [8, 3, 2, 3]];

/** The style of the validation curve of each of so many runs. Dashes repeat after twenty. */
export function runStyles(count: number): SeriesStyle[] {
  return Array.from({ length: count }, (_, i) => {
    const token = RUN_COLOURS[i % RUN_COLOURS.length]!;
    const dash = RUN_DASHES[Math.floor(i / RUN_COLOURS.length) % RUN_DASHES.length]!;
    return { token, print: PRINT_COLOURS[token]!, width: 2, dash };
  });
}

/** The style of a run's training curve: thin. Drawn at {@link TRAINING_OPACITY}. */
export function trainingStyle(style: SeriesStyle): SeriesStyle {
  return { ...style, width: 1 };
}

/** How opaque training curves are. */
export const TRAINING_OPACITY = 0.75;

/** What needs no network: a thin dashed line. */
export const BASELINE_STYLE: SeriesStyle = {
  token: '--s-base',
  print: PRINT_COLOURS['--s-base']!,
  width: 1,
  dash: DASH,
};
