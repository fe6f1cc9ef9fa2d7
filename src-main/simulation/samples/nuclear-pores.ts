import type { SimulatedSample } from '../../contract/simulated-sample';
import type { RandomStream } from '../../imaging/random';
import type { Area } from '../area';
import type { Places } from '../places';

const CORNERS = 8;

/** Pores keep this distance from each other's centres, in diameters of the labelled ring. */
const LEAST_DISTANCE = 1.2;

/** SD of a protein's place around its corner, in micrometres: the linker and the ring's own flexibility. */
const SD_AT_CORNER = 0.003;

/**
 * The lower side of a nucleus, an ellipse near the middle of the field, with pore complexes in it: rings of eight corners
 * turned at random (Nup96: 107 nm across and four copies at each corner, Thevathasan et al., Nat. Methods 16, 1045
 * (2019)), none upon another. Where they do not all fit, there are fewer.
 */
export function nuclearPores(
  options: Extract<SimulatedSample, { kind: 'nuclear-pores' }>,
  area: Area,
  random: RandomStream,
  places: Places,
): void {
  const radius = options.diameterNm / 2000;
  for (const { x, y } of centres(options, area, random)) {
    const turned = ((2 * Math.PI) / CORNERS) * random.uniform();
    for (let corner = 0; corner < CORNERS; corner++) {
      const angle = turned + (2 * Math.PI * corner) / CORNERS;
      for (let copy = 0; copy < options.copies; copy++) {
        if (random.uniform() >= options.labelledPart) continue;
        places.add(
          x + radius * Math.cos(angle) + SD_AT_CORNER * random.normal(),
          y + radius * Math.sin(angle) + SD_AT_CORNER * random.normal(),
        );
      }
    }
  }
}

function centres(
  {
    nucleusLengthUm,
    nucleusWidthUm,
    perSquareUm,
    diameterNm,
  }: Extract<SimulatedSample, { kind: 'nuclear-pores' }>,
  { width, height }: Area,
  random: RandomStream,
): { x: number; y: number }[] {
  const least = (LEAST_DISTANCE * diameterNm) / 1000;
  const wanted = Math.round(perSquareUm * (Math.PI / 4) * nucleusLengthUm * nucleusWidthUm);
  const middle = { x: width * (0.4 + 0.2 * random.uniform()), y: height * (0.4 + 0.2 * random.uniform()) };
  const turned = Math.PI * random.uniform();
  const found: { x: number; y: number }[] = [];
  const cells = new Map<string, { x: number; y: number }[]>();
  const cell = (x: number, y: number) => `${Math.floor(x / least)},${Math.floor(y / least)}`;
  for (let tries = 0; found.length < wanted && tries < 30 * wanted; tries++) {
    const outwards = Math.sqrt(random.uniform());
    const angle = 2 * Math.PI * random.uniform();
    const along = (nucleusLengthUm / 2) * outwards * Math.cos(angle);
    const across = (nucleusWidthUm / 2) * outwards * Math.sin(angle);
    const x = middle.x + along * Math.cos(turned) - across * Math.sin(turned);
    const y = middle.y + along * Math.sin(turned) + across * Math.cos(turned);
    const near = [-least, 0, least].flatMap((dy) =>
      [-least, 0, least].flatMap((dx) => cells.get(cell(x + dx, y + dy)) ?? []),
    );
    if (near.some((other) => (other.x - x) ** 2 + (other.y - y) ** 2 < least * least)) continue;
    const centre = { x, y };
    found.push(centre);
    const key = cell(x, y);
    cells.set(key, [...(cells.get(key) ?? []), centre]);
  }
  return found;
}
