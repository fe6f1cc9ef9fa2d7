import { z } from 'zod';
import { Architecture } from './model';

/**
 * How a network is trained: one schema for the form, the command line (`--set key=value`) and the file. Unknown keys are
 * refused; every default is the recipe of Mannam et al., SPIE 2021.
 */

const path = z.string().min(1);
const positive = z.number().positive();
const weight = z.number().min(0).default(1);
/** A part of the whole, from 0 to below 1. */
const rate = z.number().min(0).lt(1);

/** Where pairs of input and target come from. A *field* is a field of view: its frames are never divided by a split. */
export const DataSource = z.discriminatedUnion('kind', [
  /**
   * A folder. Either with subfolders for inputs and targets whose files pair by name (`input`/`target`, `low`/`high`,
   * `raw`/`gt`, ...; those named where given), or with files whose names hold a word for each role
   * (`fov08-frame.tif`, `fov08-target.tif`). An input may be a stack of frames that share one target.
   */
  z.strictObject({
    kind: z.literal('folder'),
    folder: path,
    /** Subfolder, or word in file names, of inputs and of targets; found by themselves where absent. */
    input: z.string().min(1).optional(),
    target: z.string().min(1).optional(),
    /** Regular expression whose first group, on the path below the folder, is the field's name; by default the name. */
    field: z.string().min(1).optional(),
  }),
  /** A CSV file with the columns `input`, `target` and, where several lines belong to one field, `field`. */
  z.strictObject({ kind: z.literal('table'), file: path }),
  /** Deep-STORM: frames of blinking emitters, and their positions as ThunderSTORM writes them (CSV, nm). */
  z.strictObject({
    kind: z.literal('localisations'),
    frames: path,
    positions: path,
    /** Camera pixel, nm. */
    pixelSizeNm: positive.default(100),
  }),
]);
export type DataSource = z.infer<typeof DataSource>;

/** Which fields are held out, by name, or how many: chosen at random by the seed, whole fields only. */
export const Split = z.strictObject({
  /** Never trained on; scored each epoch, and what "best" means. Names, or a number of fields. */
  validation: z.union([z.array(z.string().min(1)).min(1), z.int().min(0)]).default(1),
  /** Never seen until `evaluate`. */
  test: z.union([z.array(z.string().min(1)), z.int().min(0)]).default(0),
  /** Train on no more fields than this (the paper's 8 or 15); all, where absent. */
  fields: z.int().min(1).optional(),
  /** Use no more frames of each training field than this, evenly spread; all, where absent. */
  framesPerField: z.int().min(1).optional(),
  /** Frames of each held-out field that are scored each epoch, evenly spread. */
  validationFrames: z.int().min(1).default(5),
});
export type Split = z.infer<typeof Split>;

/** What of an image enters a step. */
export const Patches = z.discriminatedUnion('kind', [
  /** The published way: each image is cut into slices that do not overlap; every slice once an epoch. */
  z.strictObject({ kind: z.literal('slices'), side: z.int().min(8).default(128) }),
  /** Squares from anywhere, `perImage` of each image an epoch. */
  z.strictObject({
    kind: z.literal('random'),
    side: z.int().min(8).default(128),
    perImage: z.int().min(1).default(4),
  }),
]);
export type Patches = z.infer<typeof Patches>;

/** Off by default, as in the paper. Drawn anew for each patch, by seed, epoch and place. */
export const Augmentation = z.strictObject({
  flips: z.boolean().default(false),
  /** Quarter turns. */
  rotations: z.boolean().default(false),
  /** Input and target are scaled by a factor between 1 - intensity and 1 + intensity. */
  intensity: rate.default(0),
});
export type Augmentation = z.infer<typeof Augmentation>;

/**
 * How stored values become network values; kept with the model. `fixed`: value / full scale of the pixel type - 0.5, as
 * published. `minMax`, `percentile`, `meanStd`: each field's input and target from its own statistics. `frameMinMax`:
 * Deep-STORM's, each frame from its smallest to its largest value, then the training set's mean and SD.
 */
export const TrainingNormalisation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }),
  z.strictObject({ kind: z.literal('minMax') }),
  z.strictObject({
    kind: z.literal('percentile'),
    low: z.number().min(0).max(100).default(1),
    high: z.number().min(0).max(100).default(99.8),
  }),
  z.strictObject({ kind: z.literal('meanStd') }),
  z.strictObject({ kind: z.literal('frameMinMax') }),
]);
export type TrainingNormalisation = z.infer<typeof TrainingNormalisation>;

/** A term of the loss, on network values. The loss is the sum of the terms times their weights. */
export const LossTerm = z.discriminatedUnion('kind', [
  /** Mean (or sum, as the group's GAN has it: over pixels, mean over the batch) of squared differences. */
  z.strictObject({ kind: z.literal('mse'), weight, reduction: z.enum(['mean', 'sum']).default('mean') }),
  z.strictObject({ kind: z.literal('l1'), weight }),
  /** L1 of the difference smoothed by a Gaussian (Zhao 2017; ANNA-PALM). */
  z.strictObject({ kind: z.literal('gaussian-l1'), weight, sigma: positive.default(8) }),
  /** 1 - SSIM (Wang 2004), 11x11 Gaussian window of sigma 1.5. */
  z.strictObject({ kind: z.literal('ssim'), weight }),
  /** 1 - MS-SSIM (Wang 2003), as many of its five scales as the patch allows. */
  z.strictObject({ kind: z.literal('ms-ssim'), weight }),
  /**
   * Deep-STORM (Nehme 2018): MSE of heat maps after a 7x7 Gaussian (sigma 1, sum 2), plus `sparsity` times the mean
   * absolute prediction. Emitters are 1 high here and 100 in the authors' code, where sparsity is 1: hence 0.01.
   */
  z.strictObject({ kind: z.literal('deep-storm'), weight, sparsity: z.number().min(0).default(0.01) }),
  /** MSE between what a layer of a network that the user supplies (an installed model or bundle) makes of both. */
  z.strictObject({ kind: z.literal('perceptual'), weight, model: path, layer: z.string().min(1) }),
]);
export type LossTerm = z.infer<typeof LossTerm>;

/** Adam as PyTorch does it (weight decay added to the gradient), or AdamW (decay apart from it). */
export const Optimiser = z.strictObject({
  kind: z.enum(['adam', 'adamw']).default('adam'),
  learningRate: positive.default(3e-4),
  weightDecay: z.number().min(0).default(3e-5),
  beta1: rate.default(0.9),
  beta2: rate.default(0.999),
  epsilon: positive.default(1e-8),
});
export type Optimiser = z.infer<typeof Optimiser>;

/** Epochs in which the learning rate rises linearly before anything else. */
const warmUp = z.int().min(0).default(0);

/** Learning rate over the run, after `warmUp` epochs in which it rises linearly. */
export const Schedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), warmUp }),
  /** Times `factor` when the validation loss has not improved for `patience` epochs. */
  z.strictObject({
    kind: z.literal('plateau'),
    warmUp,
    factor: positive.lt(1).default(0.1),
    patience: z.int().min(1).default(10),
    smallest: z.number().min(0).default(0),
  }),
  /** Times `factor` every `every` epochs. */
  z.strictObject({
    kind: z.literal('step'),
    warmUp,
    factor: positive.lt(1).default(0.1),
    every: z.int().min(1).default(50),
  }),
  /** Half a cosine from the learning rate to `smallest`, which the end of the last epoch would reach. */
  z.strictObject({ kind: z.literal('cosine'), warmUp, smallest: z.number().min(0).default(0) }),
]);
export type Schedule = z.infer<typeof Schedule>;

/** The second network of a GAN, which learns to tell targets from predictions. */
export const Adversarial = z.strictObject({
  /**
   * `group`: the group's own (networks.md); `wang`: conv blocks of doubling features, two fully connected layers;
   * `vgg`: RFGANM's strided convolutions; `patch`: pix2pix's 70x70, which sees the input too.
   */
  discriminator: z.enum(['group', 'wang', 'vgg', 'patch']).default('group'),
  loss: z.enum(['least-squares', 'cross-entropy']).default('cross-entropy'),
  /** Of the adversarial term in the generator's loss. */
  weight: z.number().min(0).default(0.1),
  optimiser: Optimiser.prefault({}),
});
export type Adversarial = z.infer<typeof Adversarial>;

/** All that a training run is told. */
export const TrainingConfig = z.strictObject({
  format: z.literal('finescope-training').default('finescope-training'),
  version: z.literal(1).default(1),
  /** What the run, and the model that comes of it, are called. */
  name: z.string().min(1).max(200),
  architecture: Architecture,
  data: DataSource,
  split: Split.prefault({}),
  patches: Patches.prefault({ kind: 'slices' }),
  augmentation: Augmentation.prefault({}),
  normalisation: TrainingNormalisation.prefault({ kind: 'fixed' }),
  loss: z
    .array(LossTerm)
    .min(1)
    .prefault([{ kind: 'mse' }]),
  adversarial: Adversarial.nullable().default(null),
  optimiser: Optimiser.prefault({}),
  schedule: Schedule.prefault({ kind: 'constant' }),
  /** Patches a step; the paper's 4 images of 4 slices. */
  batch: z.int().min(1).default(16),
  epochs: z.int().min(1).max(100_000).default(200),
  /** Ends the run when the validation loss has not improved for this many epochs; 0: never. */
  earlyStopping: z.int().min(0).default(0),
  /** Largest norm of the whole gradient; 0: not clipped. */
  clipping: z.number().min(0).default(0),
  /** Of the values after each dense layer (the published scripts: 0.38), in networks that have places for it. */
  dropout: rate.default(0),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  /** Threads of the processor; all, where absent. Another number gives other last bits. */
  threads: z.int().min(1).optional(),
});
export type TrainingConfig = z.infer<typeof TrainingConfig>;
/** What a person writes: everything that has a default may be absent. */
export type TrainingConfigInput = z.input<typeof TrainingConfig>;
