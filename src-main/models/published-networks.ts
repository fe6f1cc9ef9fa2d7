import type { Architecture } from '../contract/model';

/** A published network and the numbers its authors print for it, or that follow from its layers. */
export interface PublishedNetwork {
  name: string;
  architecture: Architecture;
  /** Trained parameters: weights, biases, batch-norm scale and shift. */
  parameters: number;
  /** Convolutions, transposed ones included. */
  convLayers: number;
  /** Largest number of feature maps after any layer. */
  featureMaps: number;
  /** Output pixels per input pixel along a side. */
  outputScale: 1 | 4 | 8;
  /** Sides that are multiples of this keep their size, times the scale. */
  sizeStep: number;
  /** Side of the square of input pixels that an output pixel depends on, at the position where it is largest. */
  receptiveField: number;
}

type Numbers = Pick<PublishedNetwork, 'parameters' | 'convLayers' | 'featureMaps' | 'receptiveField'>;

const denseEdRow = (blocks: [number, number, number], numbers: Numbers): PublishedNetwork => ({
  name: `DenseED (${blocks.join(',')})`,
  architecture: { kind: 'denseed', blocks, growthRate: 16, firstFeatures: 48 },
  outputScale: 1,
  sizeStep: 4,
  ...numbers,
});

/** U-Net and the autoencoder, which has its encoder and decoder, with batch norm and without. */
const encoderDecoderRows = (
  kind: 'unet' | 'autoencoder',
  name: string,
  parameters: number,
  featureMaps: number,
): PublishedNetwork[] =>
  [true, false].map((batchNorm) => ({
    name: batchNorm ? name : `${name} without batch norm`,
    architecture: { kind, batchNorm },
    // Scale and shift of 16 convolutions: 6 of 48, 8 of 96, one each of 64 and 32.
    parameters: batchNorm ? parameters : parameters - 2 * (6 * 48 + 8 * 96 + 64 + 32),
    convLayers: 18,
    featureMaps,
    outputScale: 1,
    sizeStep: 32,
    receptiveField: 288,
  }));

/**
 * The published networks, a row each. Where the SPIE 2021 paper's table slips (parameters of (3,6,3), feature maps of
 * (2,2,2) and (4,4,4)) the row holds what the layers give. Receptive fields are published for DnCNN (35) and, as VDSR's,
 * for the residual CNN (41); ANNA-PALM's parameters are pix2pix's 54,413,955 less those of two further colours.
 */
export const PUBLISHED_NETWORKS: readonly PublishedNetwork[] = [
  denseEdRow([1, 1, 1], { parameters: 36_572, convLayers: 10, featureMaps: 64, receptiveField: 31 }),
  denseEdRow([2, 2, 2], { parameters: 80_702, convLayers: 13, featureMaps: 80, receptiveField: 47 }),
  denseEdRow([3, 3, 3], { parameters: 143_040, convLayers: 16, featureMaps: 96, receptiveField: 63 }),
  denseEdRow([4, 4, 4], { parameters: 223_586, convLayers: 19, featureMaps: 124, receptiveField: 79 }),
  denseEdRow([3, 6, 3], { parameters: 237_204, convLayers: 19, featureMaps: 144, receptiveField: 87 }),
  denseEdRow([6, 12, 6], { parameters: 788_046, convLayers: 31, featureMaps: 264, receptiveField: 159 }),
  denseEdRow([8, 8, 8], { parameters: 727_850, convLayers: 31, featureMaps: 236, receptiveField: 143 }),
  denseEdRow([9, 18, 9], { parameters: 1_663_176, convLayers: 43, featureMaps: 384, receptiveField: 231 }),
  ...encoderDecoderRows('unet', 'U-Net', 989_712, 144),
  ...encoderDecoderRows('autoencoder', 'Autoencoder', 823_248, 96),
  ...[true, false].map((residual): PublishedNetwork => ({
    name: residual ? 'DnCNN' : 'DnCNN without residual',
    architecture: { kind: 'dncnn', layers: 17, features: 64, residual },
    parameters: 556_096,
    convLayers: 17,
    featureMaps: 64,
    outputScale: 1,
    sizeStep: 1,
    receptiveField: 35,
  })),
  {
    name: 'Residual CNN',
    architecture: { kind: 'residual-cnn', layers: 20, features: 64, scale: 1 },
    parameters: 665_921,
    convLayers: 20,
    featureMaps: 64,
    outputScale: 1,
    sizeStep: 1,
    receptiveField: 41,
  },
  {
    name: 'Deep-STORM',
    architecture: { kind: 'deep-storm', scale: 8 },
    parameters: 1_366_208,
    convLayers: 8,
    featureMaps: 512,
    outputScale: 8,
    sizeStep: 1,
    receptiveField: 7,
  },
  {
    name: 'Residual U-Net',
    architecture: { kind: 'residual-unet', levels: 4, features: 64 },
    parameters: 14_880_321,
    convLayers: 26,
    featureMaps: 1024,
    outputScale: 1,
    sizeStep: 16,
    receptiveField: 266,
  },
  {
    name: 'ResNet',
    architecture: { kind: 'resnet', blocks: 16, features: 64, scale: 4 },
    parameters: 1_516_865,
    convLayers: 37,
    featureMaps: 256,
    outputScale: 4,
    sizeStep: 1,
    receptiveField: 72,
  },
  {
    name: 'ANNA-PALM',
    architecture: { kind: 'anna-palm', levels: 8, features: 64 },
    parameters: 54_407_809,
    convLayers: 16,
    featureMaps: 1024,
    outputScale: 1,
    sizeStep: 256,
    receptiveField: 1278,
  },
  {
    name: 'GAN generator',
    architecture: { kind: 'gan-generator' },
    parameters: 492_402,
    convLayers: 6,
    featureMaps: 192,
    outputScale: 1,
    sizeStep: 4,
    receptiveField: 17,
  },
];
