import { attributesOf, derived, nothing, rule, type Rule } from './gradient-rule';
import type { Attribute, Graph, GraphNode, Tensor } from './graph';

const CONVOLUTION = [
  'strides',
  'dilations',
  'padding',
  'explicit_paddings',
  'data_format',
  'use_cudnn_on_gpu',
];

/**
 * The attributes of a convolution of `image` to `result` for its gradients. Padding that keeps the side is called SAME
 * there: told it in numbers, TensorFlow does not take oneDNN's kernels for gradients.
 */
function keepingSide(node: GraphNode, image: Tensor, result: Tensor): Record<string, Attribute> {
  const attributes = attributesOf(node, ...CONVOLUTION);
  const { padding, strides } = attributes;
  const explicit = padding?.kind === 'string' && padding.value === 'EXPLICIT';
  const single = strides?.kind === 'ints' && strides.value.every((stride) => stride === 1);
  const [before, after] = [image, result].map(({ shape }) => shape.slice(1, 3).join());
  if (!explicit || !single || before !== after) return attributes;
  return {
    ...attributes,
    padding: { kind: 'string', value: 'SAME' },
    explicit_paddings: { kind: 'ints', value: [] },
  };
}

/**
 * From this many features on, a kernel's gradient is faster as TensorFlow's own product of matrices than by oneDNN's
 * kernel (AVX2, 128 x 128 pixels: 60 against 25 thousand million operations a second with 64 features); below, as in
 * dense layers, it is slower.
 */
const WIDE = 32;

/** The gradient of the kernel with which a convolution of `image` makes something with the gradient `d`. */
function kernelGradient(graph: Graph, node: GraphNode, image: Tensor, kernel: Tensor, d: Tensor): Tensor {
  const isWide = d.shape[3]! >= WIDE;
  const attributes = isWide ? attributesOf(node, ...CONVOLUTION) : keepingSide(node, image, d);
  const inputs = [image, graph.integers(kernel.shape), d];
  return derived(graph, 'Conv2DBackpropFilter', inputs, attributes, kernel);
}

/** A convolution. */
export const conv2d: Rule = rule(
  (d, { graph, node }) => {
    const [image, kernel] = node.inputs as [Tensor, Tensor];
    const inputs = [graph.integers(image.shape), kernel, d];
    return derived(graph, 'Conv2DBackpropInput', inputs, keepingSide(node, image, d), image);
  },
  (d, { graph, node }) => {
    const [image, kernel] = node.inputs as [Tensor, Tensor];
    return kernelGradient(graph, node, image, kernel, d);
  },
);

/** A transposed convolution is the gradient of a convolution; its own gradients are that convolution and its filter's. */
export const conv2dBackpropInput: Rule = rule(
  nothing,
  (d, { graph, node }) => {
    const [, kernel, image] = node.inputs as [Tensor, Tensor, Tensor];
    return kernelGradient(graph, node, d, kernel, image);
  },
  (d, { graph, node }) => {
    const [, kernel, image] = node.inputs as [Tensor, Tensor, Tensor];
    return derived(graph, 'Conv2D', [d, kernel], attributesOf(node, ...CONVOLUTION), image);
  },
);
