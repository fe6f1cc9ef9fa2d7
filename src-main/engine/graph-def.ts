import protobuf from 'protobufjs';
import { DATA_TYPE, type Attribute, type Graph, type Tensor, type TensorValues } from './graph';

/**
 * Writes a {@link Graph} as TensorFlow's SavedModel, a protocol buffer. The messages below are the part of
 * tensorflow/core/protobuf/{saved_model,meta_graph}.proto and tensorflow/core/framework/{graph,node_def,attr_value,
 * tensor,tensor_shape,versions}.proto that is used here, with their field numbers.
 */
const field = (type: string, id: number) => ({ type, id });
const repeated = (type: string, id: number) => ({ rule: 'repeated', type, id });
const map = (type: string, id: number) => ({ keyType: 'string', type, id });

const root = protobuf.Root.fromJSON({
  nested: {
    SavedModel: { fields: { schemaVersion: field('int64', 1), metaGraphs: repeated('MetaGraphDef', 2) } },
    MetaGraphDef: {
      fields: {
        metaInfo: field('MetaInfoDef', 1),
        graph: field('GraphDef', 2),
        signatures: map('SignatureDef', 5),
      },
    },
    MetaInfoDef: { fields: { tags: repeated('string', 4) } },
    SignatureDef: {
      fields: { inputs: map('TensorInfo', 1), outputs: map('TensorInfo', 2), methodName: field('string', 3) },
    },
    TensorInfo: { fields: { name: field('string', 1), dtype: field('int32', 2), shape: field('Shape', 3) } },
    GraphDef: { fields: { node: repeated('NodeDef', 1), versions: field('VersionDef', 4) } },
    VersionDef: { fields: { producer: field('int32', 1), minConsumer: field('int32', 2) } },
    NodeDef: {
      fields: {
        name: field('string', 1),
        op: field('string', 2),
        input: repeated('string', 3),
        attr: map('AttrValue', 5),
      },
    },
    AttrValue: {
      oneofs: { value: { oneof: ['list', 's', 'i', 'f', 'b', 'type', 'shape', 'tensor'] } },
      fields: {
        list: field('ListValue', 1),
        s: field('bytes', 2),
        i: field('int64', 3),
        f: field('float', 4),
        b: field('bool', 5),
        type: field('int32', 6),
        shape: field('Shape', 7),
        tensor: field('TensorProto', 8),
      },
    },
    ListValue: { fields: { i: repeated('int64', 3) } },
    Shape: { fields: { dim: repeated('Dim', 2) } },
    Dim: { fields: { size: field('int64', 1) } },
    TensorProto: {
      fields: { dtype: field('int32', 1), tensorShape: field('Shape', 2), tensorContent: field('bytes', 4) },
    },
  },
});
const SavedModel = root.lookupType('SavedModel');

/** GraphDef versions of TensorFlow 2.x: what wrote the graph, and the oldest that may read it. */
const VERSIONS = { producer: 1882, minConsumer: 12 };

const shapeMessage = (shape: number[]) => ({ dim: shape.map((size) => ({ size })) });
const bytesOf = (values: TensorValues) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

function attributeMessage(attribute: Attribute): object {
  switch (attribute.kind) {
    case 'string':
      return { s: new TextEncoder().encode(attribute.value) };
    case 'int':
      return { i: attribute.value };
    case 'ints':
      return { list: { i: attribute.value } };
    case 'float':
      return { f: attribute.value };
    case 'bool':
      return { b: attribute.value };
    case 'type':
      return { type: DATA_TYPE[attribute.value] };
    case 'shape':
      return { shape: shapeMessage(attribute.value) };
    case 'tensor':
      return {
        tensor: {
          dtype: DATA_TYPE[attribute.type],
          tensorShape: shapeMessage(attribute.shape),
          tensorContent: bytesOf(attribute.value),
        },
      };
  }
}

/** How TensorFlow names an output: "Conv2D_3:0". */
export function tensorName({ node, index }: Tensor): string {
  return `${node.name}:${index}`;
}

const infoMessage = (tensor: Tensor) => ({
  name: tensorName(tensor),
  dtype: DATA_TYPE[tensor.type],
  shape: shapeMessage(tensor.shape),
});

/** The bytes of `saved_model.pb` (tag "serve") with one signature that names the inputs and outputs. */
export function encodeSavedModel(
  graph: Graph,
  inputs: Record<string, Tensor>,
  outputs: Record<string, Tensor>,
): Uint8Array {
  const named = (tensors: Record<string, Tensor>) =>
    Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, infoMessage(tensor)]));
  const node = graph.nodes.map(({ name, op, inputs: read, control, attributes }) => ({
    name,
    op,
    input: [...read.map(tensorName), ...control.map((before) => `^${before.name}`)],
    attr: Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [key, attributeMessage(value)]),
    ),
  }));
  const signature = {
    inputs: named(inputs),
    outputs: named(outputs),
    methodName: 'tensorflow/serving/predict',
  };
  const message = {
    schemaVersion: 1,
    metaGraphs: [
      {
        metaInfo: { tags: ['serve'] },
        graph: { node, versions: VERSIONS },
        signatures: { serving_default: signature },
      },
    ],
  };
  return SavedModel.encode(message).finish();
}
