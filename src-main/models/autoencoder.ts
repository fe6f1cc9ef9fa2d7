import type { Network } from './layers';
import { unet, type UNetOptions } from './unet';

/**
 * The autoencoder of Mannam et al., SPIE 2021 (figure 2a without its skip connections): the encoder and the decoder of
 * {@link unet}, joined by the bottom alone. 18 convolutions, sides are multiples of 2^levels.
 */
export function autoencoder(options: Omit<UNetOptions, 'skips'> = {}): Network {
  return unet({ ...options, skips: false });
}
