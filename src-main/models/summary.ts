import { layerSides } from './geometry';
import { layerTensors, type Layer, type Network } from './layers';
import { convLayerCount, parameterCount } from './parameters';

/**
 * A network as a table for people, one layer a line: id, what it does, its output (height x width x features) for a
 * square input of `side` pixels, its trained parameters and what it reads; totals at the end.
 */
export function summary(network: Network, side: number): string {
  const sides = layerSides(network, side);
  const rows = network.layers.map((layer) => {
    const at = sides?.get(layer.id);
    const parameters = layerTensors(layer)
      .filter(({ trained }) => trained)
      .reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
    const output = at === undefined ? `? x ? x ${layer.features}` : `${at} x ${at} x ${layer.features}`;
    return [
      layer.id,
      describe(layer),
      output,
      parameters === 0 ? '' : String(parameters),
      layer.from.join(', '),
    ];
  });
  const table = [['layer', 'operation', 'output', 'parameters', 'reads'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return [
    network.name,
    ...lines,
    `${parameterCount(network)} parameters, ${convLayerCount(network)} convolutions`,
  ].join('\n');
}

/** What a layer does, in a few words: "conv 3x3 stride 2 padding 1". */
export function describe(layer: Layer): string {
  switch (layer.kind) {
    case 'conv':
    case 'transposedConv': {
      const name = layer.kind === 'conv' ? 'conv' : 'transposed conv';
      const bias = layer.bias ? ' bias' : '';
      return `${name} ${layer.kernel}x${layer.kernel} stride ${layer.stride} padding ${layer.padding}${bias}`;
    }
    case 'batchNorm':
      return 'batch norm';
    case 'leakyRelu':
      return `leaky ReLU ${layer.slope}`;
    case 'relu':
      return 'ReLU';
    case 'maxPool':
      return `max pool ${layer.size}x${layer.size}`;
    case 'upsample':
      return `upsample x${layer.factor}`;
    default:
      return layer.kind;
  }
}
