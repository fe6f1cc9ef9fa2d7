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

/** The paper's autoencoder (figure 2a without the skips): U-Net's encoder and decoder alone. */
export const AutoencoderArchitecture = z.strictObject({
  kind: z.literal('autoencoder'),
  batchNorm: z.boolean().default(true),
});

/**
 * Residual CNN (Ayas and Ekinci 2020): 3x3 convolutions with ReLU whose answer is added to the input, which is first
 * enlarged bicubically where `scale` is more than 1.
 */
export const ResidualCnnArchitecture = z.strictObject({
  kind: z.literal('residual-cnn'),
  layers: z.int().min(3).max(64).default(20),
  features: z.int().min(1).max(512).default(64),
  scale: z.int().min(1).max(8).default(1),
});

/** Deep-STORM (Nehme 2018): emitters' heat map on a grid `scale` times finer, a power of 2. */
export const DeepStormArchitecture = z.strictObject({
  kind: z.literal('deep-storm'),
  scale: z.literal([1, 2, 4, 8]).default(8),
});

/** The generator of Wang 2019: a residual U-Net with `levels` halvings; `features` after the first block. */
export const ResidualUNetArchitecture = z.strictObject({
  kind: z.literal('residual-unet'),
  levels: z.int().min(1).max(5).default(4),
  features: z.int().min(1).max(256).default(64),
});

/** The generator of RFGANM (Zhang H. 2019): a residual network whose output is 4 times the size. */
export const ResNetArchitecture = z.strictObject({
  kind: z.literal('resnet'),
  blocks: z.int().min(1).max(64).default(16),
  features: z.int().min(1).max(256).default(64),
  /** Enlargement: pixel shuffles x2, one after another; none for 1. */
  scale: z.literal([1, 2, 4]).default(4),
});

/** The generator of ANNA-PALM (Ouyang 2018): pix2pix's U-Net with `levels` halvings; `features` after the first. */
export const AnnaPalmArchitecture = z.strictObject({
  kind: z.literal('anna-palm'),
  levels: z.int().min(2).max(9).default(8),
  features: z.int().min(1).max(256).default(64),
});

/** Which network, and every number that makes it that one. `models/catalog` turns it into layers. */
export const Architecture = z.discriminatedUnion('kind', [
  DenseEdArchitecture,
  AutoencoderArchitecture,
  UNetArchitecture,
  DnCnnArchitecture,
  ResidualCnnArchitecture,
  DeepStormArchitecture,
  ResidualUNetArchitecture,
  ResNetArchitecture,
  AnnaPalmArchitecture,
  GanGeneratorArchitecture,
]);
export type Architecture = z.infer<typeof Architecture>;

/**
 * How stored values become network values, always `value * scale + offset` once resolved, and back.
 * - `fixed`: value / full scale of the pixel type (255 for 8 bit, else 65535) - 0.5, as published.
 * - `minMax`, `percentile`, `meanStd`: from the statistics of the whole stack, computed once.
 * - `frameMinMax`: each plane from its own smallest value at 0 to its largest at 1, then (value - mean) / std with the
 *   numbers of the training set (Deep-STORM, Nehme 2018).
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
  z.strictObject({ kind: z.literal('frameMinMax'), mean: z.number(), std: z.number().positive() }),
]);
export type Normalisation = z.infer<typeof Normalisation>;

/** A file of a bundle and the SHA-256 of its bytes (hexadecimal). */
const BundleFile = z.strictObject({
  file: z.string().regex(/^[\w.-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a trained model says of its training; the scores are those of the kept epoch on held-out fields. */
export const TrainingSummary = z.strictObject({
  /** The run's folder, and when the run began: models of the same run replace each other. */
  run: z.string(),
  startedAt: z.string(),
  epoch: z.int().min(0),
  epochs: z.int().min(1),
  steps: z.int().min(0),
  fields: z.int().min(1),
  frames: z.int().min(1),
  heldOut: z.array(z.string()),
  rmse: z.number().nullable(),
  psnr: z.number().nullable(),
  ssim: z.number().nullable(),
  /** The baselines' PSNR beside it, dB: raw frame, best rescaling fitted on training fields. */
  baselines: z.strictObject({ raw: z.number().nullable(), rescaled: z.number().nullable() }).nullable(),
  finishedAt: z.string(),
});
export type TrainingSummary = z.infer<typeof TrainingSummary>;

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
  /**
   * What leaves the network: `image`, stored values after the normalisation's inverse; `density`, emitters a pixel as the
   * network gives them, of which a stack's frames are summed (clipped at 0) to one image.
   */
  output: z.enum(['image', 'density']).default('image'),
  /** How it was trained, where Finescope did that. */
  training: TrainingSummary.optional(),
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

/** What a run's folder does not tell of a model that it made. */
export interface TrainedModelFacts {
  /** The epoch whose weights they are. */
  epoch: number;
  normalisation: Normalisation;
  output: ModelRecord['output'];
}

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
