import { INPUT, LayerList } from './layer-list';
import type { Network } from './layers';

/**
 * The generator of the group's later GAN (Mannam and Howard, application-specific super-resolution): two strided
 * convolutions down, three transposed ones up, ReLU before batch norm, no bias; 492,402 parameters. Sides that are
 * multiples of 4 keep their size. `features` are the published widths of all but the last layer; fewer are for tests.
 */
export function ganGenerator(features: readonly number[] = [48, 64, 192, 128, 64]): Network {
  const [first, down1, down2, up1, up2] = features as [number, number, number, number, number];
  const layers = new LayerList('GAN generator', 1);
  const activated = (id: string, conv: string): string =>
    layers.batchNorm(`${id}.norm`, layers.relu(`${id}.relu`, conv));

  let x = layers.conv('first.conv', INPUT, first, { kernel: 3 });
  x = activated('down1', layers.conv('down1.conv', x, down1, { kernel: 3, stride: 2, padding: 1 }));
  x = activated('down2', layers.conv('down2.conv', x, down2, { kernel: 3, stride: 2, padding: 1 }));
  x = activated('up1', layers.transposedConv('up1.conv', x, up1, { kernel: 3, stride: 2, padding: 1 }));
  x = activated('up2', layers.transposedConv('up2.conv', x, up2, { kernel: 4, stride: 2, padding: 1 }));
  activated('last', layers.transposedConv('last.conv', x, 1, { kernel: 3 }));
  return layers.network();
}
