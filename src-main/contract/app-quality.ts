import { z } from 'zod';
import { MeasuredPart, type DecorrelationReport, type FrcReport } from './quality-api';
import { call } from './rpc';
import { RectangleSchema } from './schemas';

/** What a window asks about the quality of open images, which it names by their numbers. */

/** What of an open image is measured. */
export const OpenPart = MeasuredPart.omit({ path: true, name: true, series: true }).extend({
  image: z.int().min(1),
});
export type OpenPart = z.infer<typeof OpenPart>;

/** A reconstruction and what it was made from, or shows finer. */
export const ErrorMapParams = z.strictObject({
  reconstruction: OpenPart,
  reference: OpenPart,
  /** In pixels of the reference. */
  region: RectangleSchema.optional(),
});

/** The calls about resolution; part of the application's api. */
export const appQualityCalls = {
  /** Of odd and even frames of a stack, or of one image. */
  ringCorrelation: call(z.strictObject({ image: OpenPart })).returns<FrcReport>(),
  decorrelation: call(z.strictObject({ image: OpenPart })).returns<DecorrelationReport>(),
};
