import { z } from 'zod';
import type { PixelBlock } from './image';
import { SweptParameters, type ParameterMap } from './parameter-map';
import { ReconstructionParams } from './reconstruction';
import { call } from './rpc';
import { RectangleSchema } from './schemas';

/** What a window asks about super-resolution by computing (SRRF, eSRRF); an image is named by its number. */

const image = z.int().min(1);
const numbers = z.array(z.int().min(1)).min(1).optional();

/** An open image, what of it, and how it is reconstructed; the commands `srrf` and `esrrf`, asked of an open image. */
export const ReconstructImageParams = z.strictObject({
  image,
  params: ReconstructionParams,
  region: RectangleSchema.optional(),
  /** Numbers from 1; all where absent. */
  frames: numbers,
  channels: numbers,
  zSlices: numbers,
  /** Frames that become one image; 0 is all. */
  framesPerImage: z.int().min(0),
  grid: z.enum(['magnified', 'input']),
  /** What is done about drift. */
  drift: z.enum(['none', 'estimate']),
});
export type ReconstructImageParams = z.infer<typeof ReconstructImageParams>;

/** A small part of an open image, to be reconstructed at once for a person who chooses parameters. */
export const ReconstructionPreviewParams = z.strictObject({
  image,
  params: ReconstructionParams,
  region: RectangleSchema.refine(({ width, height }) => width * height <= 256 ** 2, {
    message: 'A preview has at most 256 x 256 pixels.',
  }),
  /** Numbers from 1: of these the first are taken. */
  frames: numbers,
  /** Which channel and slice, counted from 1; the first where absent. */
  channel: z.int().min(1).optional(),
  zSlice: z.int().min(1).optional(),
});
export type ReconstructionPreviewParams = z.infer<typeof ReconstructionPreviewParams>;

/** What a part of an image becomes, and what it was. */
export interface ReconstructionPreview {
  /** Magnified; float32. Where every frame is a result, the first one's. */
  image: PixelBlock;
  /** The mean of the same frames, in the input's pixels; float32. */
  average: PixelBlock;
  /** How many frames were taken. */
  frames: number;
  /** What a frame of this part took, once it ran. */
  secondsPerFrame: number;
}

/** A part of an open image on which parameters are tried, and which. */
export const ParameterSweepParams = z.strictObject({
  image,
  /** The parameters that are not swept. */
  params: ReconstructionParams,
  swept: SweptParameters,
  region: RectangleSchema,
  frames: numbers,
  channel: z.int().min(1).optional(),
  zSlice: z.int().min(1).optional(),
});
export type ParameterSweepParams = z.infer<typeof ParameterSweepParams>;

/** The calls about choosing a reconstruction; part of the application's api. */
export const reconstructionCalls = {
  /** Cancelling one ends it at once, so that another can be asked for. */
  previewReconstruction: call(ReconstructionPreviewParams).returns<ReconstructionPreview>(),
  /** Tries parameters, setting by setting, and scores each. */
  sweepReconstruction: call(ParameterSweepParams).returns<ParameterMap>(),
};
