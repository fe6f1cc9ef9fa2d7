import { describe, expect, it } from 'vitest';
import { SweptParameters } from '../../../src-main/contract/parameter-map';
import { SrrfParams } from '../../../src-main/contract/reconstruction';
import { mapColours } from '../../../src-main/figures/parameter-map-colours';
import { parameterMapSvg } from '../../../src-main/figures/parameter-map-svg';
import { parameterMap } from '../../../src-main/imaging/parameter-map';

const swept = SweptParameters.parse({ method: 'srrf', radii: [0.5, 1], temporals: ['avg', 'trac2'] });
const resolved = (resolutionPx: number, rsp: number) => ({ resolutionPx, rsp, outcome: 'resolved' as const });
const map = parameterMap(
  {
    params: SrrfParams.parse({ method: 'srrf' }),
    swept,
    frames: 50,
    region: { x: 0, y: 0, width: 64, height: 64 },
    pixelSizeUm: 0.1,
  },
  [
    resolved(2, 0.9),
    resolved(1, 0.9),
    resolved(1.5, 0.5),
    { resolutionPx: null, rsp: 0, outcome: 'nothing-shared' },
  ],
);

describe('the figure of a parameter map', () => {
  it('tells of every setting, frames the best and says what the map says', () => {
    const svg = parameterMapSvg(map);
    expect(svg.match(/<rect [^>]*stroke="#fff"/g)).toHaveLength(4);
    for (const text of [
      'Ring radius (pixels)',
      'trac2',
      '>0.95<',
      '200 nm, 0.90',
      '100 nm, 0.90',
      'nothing, 0.00',
    ])
      expect(svg).toContain(text);
    const [best] = svg.match(/<rect id="best"[^>]*>/)!;
    const [second] = [...svg.matchAll(/<rect x="([\d.]+)" y="24"[^>]*stroke="#fff"/g)].slice(1);
    expect(best).toContain(`x="${Number(second![1]) + 1}"`);
    expect(svg.replace(/<[^>]*>/g, ' ')).toContain('Ring radius 1 and avg resolve 100 nm');
  });

  it('is coloured from the worst to the best, with numbers that can be read, and grey where nothing is shown', () => {
    const colours = mapColours(map);
    expect(colours.map(({ ink }) => ink)).toEqual(['#fff', '#000', '#fff', '#fff']);
    expect(colours[1]!.ground).toBe('rgb(253,231,37)'); // the end of viridis
    expect(colours[3]!.ground).toBe('#777');
  });
});
