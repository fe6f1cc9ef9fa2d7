import type { ParameterMap } from '../contract/parameter-map';
import { lutIndex, namedLut } from '../imaging/lut';

/** The ground of a setting in a map, and the colour in which its numbers can be read on it. */
export interface MapColour {
  ground: string;
  ink: '#fff' | '#000';
}

/** Settings that show nothing lie on this. */
const NOTHING: MapColour = { ground: '#777', ink: '#fff' };

/** The colours of a map's settings: viridis from the lowest to the highest QnR of those that show something. */
export function mapColours({ settings }: Pick<ParameterMap, 'settings'>): MapColour[] {
  const table = namedLut('Viridis');
  const scores = settings.filter(({ qnr }) => qnr > 0).map(({ qnr }) => qnr);
  const range = { min: Math.min(...scores), max: Math.max(...scores) };
  return settings.map(({ qnr }) => {
    if (qnr === 0) return NOTHING;
    const entry = 3 * (range.min < range.max ? lutIndex(qnr, range) : 255);
    const [red, green, blue] = table.subarray(entry, entry + 3) as unknown as [number, number, number];
    // Relative luminance by sRGB's weights on linear values (gamma 2.2 is near enough for a choice of two).
    const light = 0.2126 * (red / 255) ** 2.2 + 0.7152 * (green / 255) ** 2.2 + 0.0722 * (blue / 255) ** 2.2;
    return { ground: `rgb(${red},${green},${blue})`, ink: light > 0.18 ? '#000' : '#fff' };
  });
}
