import { scale } from './arithmetic';
import type { Attribute, Graph, Tensor } from './graph';
import { multiply } from './operations';

/**
 * Uniform numbers in [0, 1) that depend on nothing but the two integers of `seed`: the same in every run, whatever ran
 * before (Philox, Salmon 2011).
 */
export function statelessUniform(graph: Graph, shape: number[], seed: Tensor): Tensor {
  const attributes: Record<string, Attribute> = {
    dtype: { kind: 'type', value: 'float32' },
    T: { kind: 'type', value: 'int32' },
    Tseed: { kind: 'type', value: 'int32' },
  };
  return graph.add('StatelessRandomUniform', [graph.integers(shape), seed], attributes, [
    { type: 'float32', shape },
  ])[0]!;
}

/**
 * Dropout (Srivastava 2014) as PyTorch does it: each value becomes 0 with probability `rate`, the others are divided by
 * 1 - rate. `seed` must be another one for each layer and step.
 */
export function dropout(graph: Graph, image: Tensor, rate: number, seed: Tensor): Tensor {
  const random = statelessUniform(graph, image.shape, seed);
  const limit = graph.constant(Float32Array.of(rate), []);
  const kept = graph.add('GreaterEqual', [random, limit], { T: { kind: 'type', value: 'float32' } }, [
    { type: 'bool', shape: image.shape },
  ])[0]!;
  const cast: Record<string, Attribute> = {
    SrcT: { kind: 'type', value: 'bool' },
    DstT: { kind: 'type', value: 'float32' },
    Truncate: { kind: 'bool', value: false },
  };
  const mask = graph.add('Cast', [kept], cast, [{ type: 'float32', shape: image.shape }])[0]!;
  return multiply(graph, image, scale(graph, mask, 1 / (1 - rate)));
}

/** A seed of its own for a layer: the fed [seed, step] plus a number for the layer. */
export function layerSeed(graph: Graph, seed: Tensor, layer: number): Tensor {
  const inputs = [seed, graph.integers([Math.imul(layer, 0x9e3779b1) | 0, layer])];
  return graph.add('AddV2', inputs, { T: { kind: 'type', value: 'int32' } }, [
    { type: 'int32', shape: [2] },
  ])[0]!;
}
