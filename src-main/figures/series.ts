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
