import type { Architecture } from '../contract/model';
import { annaPalm } from './anna-palm';
import { autoencoder } from './autoencoder';
import { deepStorm } from './deep-storm';
import { denseEd } from './denseed';
import { dnCnn } from './dncnn';
import { ganGenerator } from './gan-generator';
import type { Network } from './layers';
import { residualCnn } from './residual-cnn';
import { residualUNet } from './residual-unet';
import { resNet } from './resnet';
import { unet } from './unet';

/** What a network is made with beside its architecture, for training only. */
export interface TrainingOptions {
  /**
   * Rate of the dropout after each dense layer of a DenseED, 0 for none; other networks have no such place. ANNA-PALM's
   * own dropout is part of its architecture and stays as published.
   */
  dropout?: number;
}

/**
 * The layers of an architecture. With options it is the network to train: it has the same tensors, so what it learns fits
 * the one without.
 */
export function networkOf(architecture: Architecture, { dropout = 0 }: TrainingOptions = {}): Network {
  switch (architecture.kind) {
    case 'denseed':
      return denseEd({ ...architecture, dropout });
    case 'autoencoder':
      return autoencoder(architecture);
    case 'unet':
      return unet(architecture);
    case 'dncnn':
      return dnCnn(architecture);
    case 'residual-cnn':
      return residualCnn(architecture);
    case 'deep-storm':
      return deepStorm(architecture);
    case 'residual-unet':
      return residualUNet(architecture);
    case 'resnet':
      return resNet(architecture);
    case 'anna-palm':
      return annaPalm(architecture);
    case 'gan-generator':
      return ganGenerator();
  }
}
