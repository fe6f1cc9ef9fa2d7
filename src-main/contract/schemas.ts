import { z } from 'zod';
import type { ImageInfo, PixelArray, PixelBlock } from './image';

/** Schemas of the contract's own types, for messages. Types are declared in `image.ts`; these check them. */

export const PixelTypeSchema = z.enum([
  'bool',
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'uint64',
  'int64',
  'float16',
  'float32',
  'float64',
]);

const count = z.int().min(0);
const size = z.int().min(1);

export const RectangleSchema = z.strictObject({ x: count, y: count, width: size, height: size });

export const RegionSchema = RectangleSchema.extend({ plane: count, level: count.optional() });

export const PixelArraySchema = z.custom<PixelArray>(
  (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  'is not an array of pixels',
);

export const PixelBlockSchema: z.ZodType<PixelBlock> = z
  .strictObject({
    width: size,
    height: size,
    samples: size,
    pixelType: PixelTypeSchema,
    data: PixelArraySchema,
  })
  .refine(
    ({ width, height, samples, data }) => data.length === width * height * samples,
    'has the wrong length',
  );

export const CalibrationSchema = z.strictObject({
  pixelSizeUm: z.strictObject({
    x: z.number().nullable(),
    y: z.number().nullable(),
    z: z.number().nullable(),
  }),
  frameIntervalS: z.number().nullable(),
});

export const ImageInfoSchema: z.ZodType<ImageInfo> = z.strictObject({
  name: z.string().nullable(),
  shape: z.array(size).min(2),
  axes: z.string().min(2),
  pixelType: PixelTypeSchema,
  calibration: CalibrationSchema,
  channels: z.array(
    z.strictObject({
      name: z.string().nullable(),
      lut: z.instanceof(Uint8Array).nullable(),
      displayRange: z.strictObject({ min: z.number(), max: z.number() }).nullable(),
    }),
  ),
  levels: z.array(z.strictObject({ width: size, height: size })),
  notes: z.array(z.string()),
});
