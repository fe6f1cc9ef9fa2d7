import type { CompiledNetwork } from './compile';
import { DATA_TYPE, type Attribute, type GraphNode } from './graph';
import { openReplay, type Machine } from './replay';
import type { Program } from './session';
import { takeValues, withTensor, type Addon, type AddonAttribute } from './tensorflow';

/** Computes a compiled network operation by operation through TensorFlow's eager runtime: for looking into it. */
export function openEager(addon: Addon, compiled: CompiledNetwork): Program {
  const replay = openReplay(eagerMachine(addon), compiled);
  return {
    run: (values) =>
      withTensor(addon, values, compiled.input.shape, (tensor) =>
        takeValues(addon, { id: replay.run(tensor), shape: compiled.output.shape, dtype: DATA_TYPE.float32 }),
      ),
    dispose: () => replay.dispose(),
  };
}

/** A {@link Machine} of single TensorFlow operations; handles are the addon's tensor numbers. */
export function eagerMachine(addon: Addon): Machine<number> {
  return {
    constant: (values, shape) =>
      addon.createTensor(shape, values instanceof Float32Array ? DATA_TYPE.float32 : DATA_TYPE.int32, values),
    execute: (node, inputs) =>
      addon.executeOp(node.op, addonAttributes(addon, node), inputs, node.outputs.length).map(({ id }) => id),
    free: (tensor) => addon.deleteTensor(tensor),
  };
}

function addonAttributes(addon: Addon, node: GraphNode): AddonAttribute[] {
  return Object.entries(node.attributes).map(([name, attribute]) => ({
    name,
    ...addonAttribute(addon, attribute),
  }));
}

function addonAttribute(addon: Addon, attribute: Attribute): Omit<AddonAttribute, 'name'> {
  switch (attribute.kind) {
    case 'string':
      return { type: addon.TF_ATTR_STRING, value: attribute.value };
    case 'int':
    case 'ints':
      return { type: addon.TF_ATTR_INT, value: attribute.value };
    case 'float':
      return { type: addon.TF_ATTR_FLOAT, value: attribute.value };
    case 'bool':
      return { type: addon.TF_ATTR_BOOL, value: attribute.value };
    case 'type':
      return { type: addon.TF_ATTR_TYPE, value: DATA_TYPE[attribute.value] };
    case 'shape':
      return { type: addon.TF_ATTR_SHAPE, value: attribute.value };
    case 'tensor':
      throw new TypeError(
        'TensorFlow takes tensors as inputs, not as attributes, when it runs single operations.',
      );
  }
}
