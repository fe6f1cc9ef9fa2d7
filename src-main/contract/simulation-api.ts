import { z } from 'zod';
import { RectangleSchema } from './schemas';
import { SimulationConfig } from './simulation';
import type { PixelBlock } from './image';

/** A field of a simulation, counted from 0. */
const field = z.int().min(0);

/** Frames that are asked for: of a field at one of its excitation powers, all counted from 0. */
export const FramesWanted = z.strictObject({
  config: SimulationConfig,
  field,
  power: z.int().min(0),
  first: z.int().min(0),
  count: z.int().min(1),
  /** The number of the first row of positions; null where none are wanted. */
  firstId: z.int().min(1).nullable(),
});
export type FramesWanted = z.infer<typeof FramesWanted>;

/** Frames, and rows of the table of their fluorophores' positions with how many they are. */
export interface SimulatedFrames {
  frames: PixelBlock[];
  rows: { text: string; count: number };
}

/** A rectangle of an image of what is known: the truth, or few or all localisations on its grid. */
export const KnownWanted = z.strictObject({
  config: SimulationConfig,
  field,
  image: z.enum(['truth', 'sparse', 'dense']),
  region: RectangleSchema,
});
export type KnownWanted = z.infer<typeof KnownWanted>;

/** The columns of a table of positions as ThunderSTORM writes it. */
export const POSITION_COLUMNS =
  '"id","frame","x [nm]","y [nm]","sigma [nm]","intensity [photon]","offset [photon]","bkgstd [photon]"\n';
