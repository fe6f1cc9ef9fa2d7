import type { Architecture } from '../contract/model';
import { denseEd } from './denseed';
import { dnCnn } from './dncnn';
import { ganGenerator } from './gan-generator';
import type { Network } from './layers';
import { unet } from './unet';

/** The layers of an architecture. */
export function networkOf(architecture: Architecture): Network {
  switch (architecture.kind) {
    case 'denseed':
      return denseEd(architecture);
    case 'unet':
      return unet(architecture);
    case 'dncnn':
      return dnCnn(architecture);
    case 'gan-generator':
      return ganGenerator();
  }
}

/** A published network and the numbers its authors print for it. */
export interface PublishedNetwork {
  name: string;
  architecture: Architecture;
  /** Trained parameters: weights, biases, batch-norm scale and shift. */
  parameters: number;
  /** Convolutions, transposed ones included. */
  convLayers: number;
  /** Largest number of feature maps after any layer. */
  featureMaps: number;
}

const denseEdRow = (
  blocks: [number, number, number],
  parameters: number,
  convLayers: number,
  featureMaps: number,
): PublishedNetwork => ({
  name: `DenseED (${blocks.join(',')})`,
  architecture: { kind: 'denseed', blocks, growthRate: 16, firstFeatures: 48 },
  parameters,
  convLayers,
  featureMaps,
});

/**
 * The published networks, a row each. Where the SPIE 2021 paper's table slips (parameters of (3,6,3), feature maps of
 * (2,2,2) and (4,4,4)) the row holds what the layers give.
 */
export const PUBLISHED_NETWORKS: readonly PublishedNetwork[] = [
  denseEdRow([1, 1, 1], 36_572, 10, 64),
  denseEdRow([2, 2, 2], 80_702, 13, 80),
  denseEdRow([3, 3, 3], 143_040, 16, 96),
  denseEdRow([4, 4, 4], 223_586, 19, 124),
  denseEdRow([3, 6, 3], 237_204, 19, 144),
  denseEdRow([6, 12, 6], 788_046, 31, 264),
  denseEdRow([8, 8, 8], 727_850, 31, 236),
  denseEdRow([9, 18, 9], 1_663_176, 43, 384),
  {
    name: 'U-Net',
    architecture: { kind: 'unet', batchNorm: true },
    parameters: 989_712,
    convLayers: 18,
    featureMaps: 144,
  },
  {
    name: 'U-Net without batch norm',
    architecture: { kind: 'unet', batchNorm: false },
    parameters: 987_408,
    convLayers: 18,
    featureMaps: 144,
  },
  {
    name: 'DnCNN',
    architecture: { kind: 'dncnn', layers: 17, features: 64, residual: true },
    parameters: 556_096,
    convLayers: 17,
    featureMaps: 64,
  },
  {
    name: 'GAN generator',
    architecture: { kind: 'gan-generator' },
    parameters: 492_402,
    convLayers: 6,
    featureMaps: 192,
  },
];
