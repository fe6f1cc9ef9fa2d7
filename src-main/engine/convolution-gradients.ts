import { attributesOf, derived, nothing, rule, type Rule } from './gradient-rule';
import type { Attribute, GraphNode, Tensor } from './graph';

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
 * there. Told it in numbers, TensorFlow does not take oneDNN's kernels for gradients, which was more than half of the
 * time of a step of DenseED (9,18,9).
 */
function convolutionAttributes(node: GraphNode, image: Tensor, result: Tensor): Record<string, Attribute> {
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

/** A convolution. */
export const conv2d: Rule = rule(
  (d, { graph, node }) => {
    const [image, kernel] = node.inputs as [Tensor, Tensor];
    const inputs = [graph.integers(image.shape), kernel, d];
    return derived(graph, 'Conv2DBackpropInput', inputs, convolutionAttributes(node, image, d), image);
  },
  (d, { graph, node }) => {
    const [image, kernel] = node.inputs as [Tensor, Tensor];
    const inputs = [image, graph.integers(kernel.shape), d];
    return derived(graph, 'Conv2DBackpropFilter', inputs, convolutionAttributes(node, image, d), kernel);
  },
);

/** A transposed convolution is the gradient of a convolution; its own gradients are that convolution and its filter's. */
export const conv2dBackpropInput: Rule = rule(
  nothing,
  (d, { graph, node }) => {
    const [, kernel, image] = node.inputs as [Tensor, Tensor, Tensor];
    const inputs = [d, graph.integers(kernel.shape), image];
    return derived(graph, 'Conv2DBackpropFilter', inputs, convolutionAttributes(node, d, image), kernel);
  },
  (d, { graph, node }) => {
    const [, kernel, image] = node.inputs as [Tensor, Tensor, Tensor];
    return derived(graph, 'Conv2D', [d, kernel], attributesOf(node, ...CONVOLUTION), image);
  },
);
