import { z } from 'zod';

const positive = (most: number) => z.number().positive().max(most);
const part = z.number().min(0).max(1);
const labelsPerUm = positive(10_000);

/** What lies in a field of view: where its fluorophores are. Each kind is a file of `simulation/samples`. */
export const SimulatedSample = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('actin'),
    lengthPerSquareUm: positive(100)
      .default(4)
      .describe('Length of all filaments together, in micrometres for each square micrometre of the field.'),
    lengthUm: positive(1000).default(15).describe('Mean length of a bundle.'),
    persistenceUm: positive(1e5)
      .default(80)
      .describe(
        'Over this length a bundle forgets its direction; for one filament it is 17.7 (Gittes 1993).',
      ),
    filamentsPerBundle: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Mean number of filaments that lie side by side.'),
    bundleWidthNm: z
      .number()
      .min(0)
      .max(5000)
      .default(120)
      .describe('Width of a bundle (four times its SD).'),
    alignmentDegrees: z
      .number()
      .min(0)
      .max(180)
      .default(20)
      .describe('How far (SD) directions of bundles differ from their common one; 180: no common direction.'),
    labelsPerUm: labelsPerUm.default(25).describe('Fluorophores along a micrometre of one filament.'),
  }),
  z.strictObject({
    kind: z.literal('microtubules'),
    lengthPerSquareUm: positive(100)
      .default(1.5)
      .describe(
        'Length of all microtubules together, in micrometres for each square micrometre of the field.',
      ),
    lengthUm: positive(1000).default(20).describe('Mean length of a microtubule.'),
    persistenceUm: positive(1e5)
      .default(30)
      .describe('Apparent persistence length in cells, about 30 (Brangwynne 2007); 5200 for one alone.'),
    diameterNm: z.number().min(0).max(1000).default(25).describe('Outer diameter, labels included.'),
    labelsPerUm: labelsPerUm.default(60).describe('Fluorophores along a micrometre of a microtubule.'),
  }),
  z.strictObject({
    kind: z.literal('mitochondria'),
    perSquareUm: positive(10).default(0.12).describe('Mitochondria in a square micrometre of the field.'),
    lengthUm: positive(100).default(3).describe('Mean length; lengths vary by half of it.'),
    diameterNm: positive(5000).default(450).describe('Diameter.'),
    persistenceUm: positive(1e5).default(4).describe('Over this length one forgets its direction.'),
    labelled: z.enum(['membrane', 'matrix']).default('membrane').describe('Where the fluorophores are.'),
    labelsPerUm: labelsPerUm.default(250).describe('Fluorophores along a micrometre of one.'),
  }),
  z.strictObject({
    kind: z.literal('vesicles'),
    perSquareUm: positive(100).default(0.8).describe('Vesicles in a square micrometre of the field.'),
    diameterNm: positive(10_000).default(150).describe('Mean diameter.'),
    variation: part.default(0.3).describe('SD of diameters as a part of their mean.'),
    labelled: z.enum(['membrane', 'lumen']).default('membrane').describe('Where the fluorophores are.'),
    labels: positive(10_000)
      .default(60)
      .describe('Mean number of fluorophores of a vesicle of mean diameter.'),
  }),
  z.strictObject({
    kind: z.literal('nuclear-pores'),
    nucleusLengthUm: positive(1000)
      .default(12)
      .describe('Length of the nucleus, whose lower side is in focus.'),
    nucleusWidthUm: positive(1000).default(9).describe('Its width.'),
    perSquareUm: positive(40).default(10).describe('Pores in a square micrometre of the envelope.'),
    diameterNm: positive(1000)
      .default(107)
      .describe('Of the ring on which the labelled protein stands (107 for Nup96: Thevathasan 2019).'),
    copies: z.int().min(1).max(64).default(4).describe('Labelled proteins at each of the eight corners.'),
    labelledPart: part.default(0.6).describe('Part of the proteins that carry a fluorophore.'),
  }),
  z.strictObject({
    kind: z.literal('scattered'),
    perSquareUm: positive(100_000).default(1000).describe('Places in a square micrometre, anywhere.'),
  }),
]);
export type SimulatedSample = z.infer<typeof SimulatedSample>;
