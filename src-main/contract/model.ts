import { z } from 'zod';

/** DenseED (Mannam et al., SPIE 2021): dense layers in the three blocks, growth rate, features after the first conv. */
export const DenseEdArchitecture = z.strictObject({
  kind: z.literal('denseed'),
  blocks: z.array(z.int().min(1).max(64)).length(3),
  growthRate: z.int().min(1).max(256).default(16),
  firstFeatures: z.int().min(2).max(1024).default(48),
});

/** The paper's comparison U-Net: with batch norm and tanh as published first, or without both. */
export const UNetArchitecture = z.strictObject({
  kind: z.literal('unet'),
  batchNorm: z.boolean().default(true),
});

/** DnCNN: `residual` subtracts the network's answer from the input, else the answer is the output. */
export const DnCnnArchitecture = z.strictObject({
  kind: z.literal('dncnn'),
  layers: z.int().min(3).max(64).default(17),
  features: z.int().min(1).max(512).default(64),
  residual: z.boolean().default(true),
});

/** The generator of the group's own later GAN. */
export const GanGeneratorArchitecture = z.strictObject({ kind: z.literal('gan-generator') });

/** Which network, and every number that makes it that one. `models/catalog` turns it into layers. */
export const Architecture = z.discriminatedUnion('kind', [
  DenseEdArchitecture,
  UNetArchitecture,
  DnCnnArchitecture,
  GanGeneratorArchitecture,
]);
export type Architecture = z.infer<typeof Architecture>;

/**
 * How stored values become network values, always `value * scale + offset` once resolved, and back.
 * - `fixed`: value / full scale of the pixel type (255 for 8 bit, else 65535) - 0.5, as published.
 * - `minMax`, `percentile`, `meanStd`: from the statistics of the whole stack, computed once.
 */
export const Normalisation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }),
  z.strictObject({ kind: z.literal('minMax') }),
  z.strictObject({
    kind: z.literal('percentile'),
    low: z.number().min(0).max(100),
    high: z.number().min(0).max(100),
  }),
  z.strictObject({ kind: z.literal('meanStd') }),
]);
export type Normalisation = z.infer<typeof Normalisation>;

/** A file of a bundle and the SHA-256 of its bytes (hexadecimal). */
const BundleFile = z.strictObject({
  file: z.string().regex(/^[\w.-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** `model.json` of a bundle: everything about a model but the numbers themselves. */
export const ModelRecord = z.strictObject({
  format: z.literal('finescope-model'),
  version: z.literal(1),
  name: z.string().min(1).max(200),
  /** What it is for: sample, stain, microscope. */
  description: z.string(),
  /** Pixel size of the images it was trained on, in micrometres; absent where nobody said. */
  pixelSizeUm: z.number().positive().optional(),
  architecture: Architecture,
  parameters: z.int().min(1),
  weights: BundleFile,
  normalisation: Normalisation,
  /** Where the weights come from: the imported file, its SHA-256, when, and by which Finescope. */
  provenance: z.strictObject({
    source: z.string(),
    sourceSha256: z.string(),
    importedAt: z.string(),
    finescope: z.string(),
  }),
  licence: z.string(),
  /** Input and expected output (tensors `input` and `output`, NHWC float32, network values), and how near is equal. */
  test: BundleFile.extend({ tolerance: z.number().positive() }).nullable(),
});
export type ModelRecord = z.infer<typeof ModelRecord>;

/** What a person says of weights that are imported; the file says none of it. */
export const ImportedModelFacts = z.strictObject({
  /** What to call it; by default the name of the file. */
  name: z.string().min(1).optional(),
  description: z.string().min(1).max(2000).optional(),
  pixelSizeUm: z.number().positive().optional(),
});
export type ImportedModelFacts = z.infer<typeof ImportedModelFacts>;

/** A model that can be asked for by name. */
export interface InstalledModel {
  name: string;
  path: string;
  record: ModelRecord;
}
