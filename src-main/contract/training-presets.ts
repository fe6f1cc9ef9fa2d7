import type { TrainingConfigInput } from './training-config';

/** A configuration by name: all but what the data and the run are called. */
export interface TrainingPreset {
  /** As it is typed. */
  name: string;
  /** As it is shown. */
  title: string;
  /** One sentence: whose it is, and what is special. */
  help: string;
  config: Omit<TrainingConfigInput, 'name' | 'data'>;
}

const denseEd = (...blocks: [number, number, number]) => ({ kind: 'denseed' as const, blocks });

/** Adam as the other systems' authors use it, without weight decay. */
const adam = (learningRate: number, beta1 = 0.9) => ({ learningRate, beta1, weightDecay: 0 });

/**
 * The published systems, a preset each; what a preset does not say is the recipe of Mannam et al. 2021. Where a paper
 * does not print a number (Wang's weights of its three terms), the preset holds a usual one.
 */
export const TRAINING_PRESETS: readonly TrainingPreset[] = [
  {
    name: 'denseed-363',
    title: 'DenseED (3,6,3)',
    help: 'Mannam et al. 2021 as the paper prints it: small, quick, and as good as the larger ones on few fields.',
    config: { architecture: denseEd(3, 6, 3) },
  },
  {
    name: 'denseed-888',
    title: 'DenseED (8,8,8)',
    help: 'Mannam et al. 2021: three times the parameters of (3,6,3).',
    config: { architecture: denseEd(8, 8, 8) },
  },
  {
    name: 'denseed-9189',
    title: 'DenseED (9,18,9)',
    help: 'Mannam et al. 2021: the largest of the paper, seven times the parameters of (3,6,3).',
    config: { architecture: denseEd(9, 18, 9) },
  },
  {
    name: 'denseed-363-scripts',
    title: 'DenseED (3,6,3), as in the published scripts',
    help: 'With dropout, a learning rate that falls on a plateau, and more weight decay.',
    config: {
      architecture: denseEd(3, 6, 3),
      dropout: 0.38,
      optimiser: { learningRate: 3e-3, weightDecay: 3e-4 },
      schedule: { kind: 'plateau', factor: 0.1, patience: 10 },
    },
  },
  {
    name: 'u-net',
    title: 'U-Net',
    help: "The paper's comparison, with batch norm and tanh as published first.",
    config: { architecture: { kind: 'unet', batchNorm: true } },
  },
  {
    name: 'u-net-plain',
    title: 'U-Net without batch norm',
    help: "The paper's comparison in its other variant, without batch norm and tanh.",
    config: { architecture: { kind: 'unet', batchNorm: false } },
  },
  {
    name: 'autoencoder',
    title: 'Autoencoder',
    help: "The paper's U-Net without its skip connections.",
    config: { architecture: { kind: 'autoencoder' } },
  },
  {
    name: 'dncnn',
    title: 'DnCNN',
    help: 'Zhang et al. 2017: 17 layers whose answer, the noise, is subtracted from the input.',
    config: { architecture: { kind: 'dncnn' } },
  },
  {
    name: 'residual-cnn',
    title: 'Residual CNN',
    help: 'Ayas and Ekinci 2020: 20 layers whose answer is added to the input; patches of 48 pixels.',
    config: {
      architecture: { kind: 'residual-cnn' },
      patches: { kind: 'random', side: 48, perImage: 16 },
      optimiser: adam(3e-4),
    },
  },
  {
    name: 'deep-storm',
    title: 'Deep-STORM',
    help: 'Nehme et al. 2018: frames of blinking emitters to a map of emitters, eight times finer.',
    config: {
      architecture: { kind: 'deep-storm', scale: 8 },
      patches: { kind: 'random', side: 26, perImage: 500 },
      normalisation: { kind: 'frameMinMax' },
      loss: [{ kind: 'deep-storm' }],
      optimiser: adam(1e-3),
      schedule: { kind: 'plateau', factor: 0.1, patience: 5, smallest: 5e-5 },
      epochs: 100,
    },
  },
  {
    name: 'wang-gan',
    title: 'GAN of Wang 2019',
    help: 'A residual U-Net against a discriminator: least squares, MSE and SSIM.',
    config: {
      architecture: { kind: 'residual-unet' },
      loss: [{ kind: 'mse' }, { kind: 'ssim', weight: 0.1 }],
      adversarial: {
        discriminator: 'wang',
        loss: 'least-squares',
        weight: 0.02,
        optimiser: adam(1e-5),
      },
      optimiser: adam(1e-4),
      augmentation: { flips: true, rotations: true },
    },
  },
  {
    name: 'rfganm',
    title: 'RFGANM',
    help: 'Zhang H. et al. 2019: a residual network to four times the size, MSE and 0.001 adversarial.',
    config: {
      architecture: { kind: 'resnet' },
      patches: { kind: 'random', side: 96, perImage: 4 },
      adversarial: {
        discriminator: 'vgg',
        loss: 'cross-entropy',
        weight: 1e-3,
        optimiser: adam(1e-4),
      },
      optimiser: adam(1e-4),
    },
  },
  {
    name: 'anna-palm',
    title: 'ANNA-PALM',
    help: "Ouyang et al. 2018: pix2pix's U-Net and discriminator, MS-SSIM and smoothed L1; patches of 256 pixels.",
    config: {
      architecture: { kind: 'anna-palm' },
      patches: { kind: 'random', side: 256, perImage: 1 },
      loss: [
        { kind: 'ms-ssim', weight: 20 * 0.84 },
        { kind: 'gaussian-l1', weight: 20 * 0.16 },
      ],
      adversarial: {
        discriminator: 'patch',
        loss: 'least-squares',
        weight: 1,
        optimiser: adam(2e-4, 0.5),
      },
      optimiser: adam(2e-4, 0.5),
      batch: 1,
    },
  },
  {
    name: 'group-gan',
    title: "The authors' own GAN",
    help: 'The later GAN of the authors of DenseED: 0.6 MSE (summed) and 0.4 adversarial.',
    config: {
      architecture: { kind: 'gan-generator' },
      loss: [{ kind: 'mse', weight: 0.6, reduction: 'sum' }],
      adversarial: { discriminator: 'group', loss: 'cross-entropy', weight: 0.4 },
    },
  },
  {
    name: 'denseed-gan',
    title: 'GAN with DenseED',
    help: "The paper's future work: DenseED (3,6,3) against a discriminator, 0.7 L1, 0.2 SSIM and 0.1 adversarial.",
    config: {
      architecture: denseEd(3, 6, 3),
      loss: [
        { kind: 'l1', weight: 0.7 },
        { kind: 'ssim', weight: 0.2 },
      ],
      adversarial: { discriminator: 'group', loss: 'cross-entropy', weight: 0.1 },
    },
  },
];
