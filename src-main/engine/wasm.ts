import type * as Core from '@tensorflow/tfjs-core';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InternalError } from '../contract/errors';
import type { CompiledNetwork } from './compile';
import type { GraphNode } from './graph';
import { openReplay, type Machine } from './replay';
import { resizeBicubic } from './wasm-bicubic';
import type { Program } from './session';

/** tfjs with its WebAssembly backend started. */
export interface Wasm {
  version: string;
  threads: number;
  open(compiled: CompiledNetwork): Program;
  /** Tensors alive, to show that none is lost. */
  tensors(): number;
}

/**
 * Starts tfjs's WebAssembly backend (SIMD and threads where the host has them). `folder` holds its three .wasm files;
 * by default it is `wasm` beside the running script (a packaged application) or the installed package. Throws Error
 * when the backend does not start.
 */
export async function startWasm(folder = wasmFolder()): Promise<Wasm> {
  const tf = await import('@tensorflow/tfjs-core');
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(join(folder, '/'));
  if (!(await tf.setBackend('wasm'))) throw new Error('the WebAssembly backend did not start');
  await tf.ready();
  const machine = wasmMachine(tf);
  return {
    version: tf.version_core,
    threads: wasm.getThreadsCount(),
    tensors: () => tf.memory().numTensors,
    open(compiled) {
      const replay = openReplay(machine, compiled);
      return {
        run(values) {
          const input = tf.tensor(values, compiled.input.shape);
          const output = replay.run(input);
          const result = output.dataSync<'float32'>().slice();
          tf.dispose([input, output]);
          return result;
        },
        dispose: () => replay.dispose(),
      };
    },
  };
}

function wasmFolder(): string {
  const script = process.argv[1] ?? join(process.cwd(), 'index.js');
  const packaged = join(dirname(script), 'wasm');
  if (existsSync(packaged)) return packaged;
  return dirname(createRequire(script).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'));
}

/** A {@link Machine} of tfjs operations: the same nodes that TensorFlow runs. */
function wasmMachine(tf: typeof Core): Machine<Core.Tensor> {
  return {
    constant: (values, shape) => tf.tensor(values, shape),
    execute: (node, inputs) => [tf.tidy(() => compute(tf, node, inputs))],
    free: (tensor) => tensor.dispose(),
  };
}

function compute(tf: typeof Core, node: GraphNode, inputs: Core.Tensor[]): Core.Tensor {
  const [a, b, c] = inputs as [Core.Tensor4D, Core.Tensor4D, Core.Tensor4D];
  const shape = node.outputs[0]!.shape as [number, number, number, number];
  switch (node.op) {
    case 'Conv2D':
      return tf.conv2d(a, b, stride(node), padding(node));
    case 'Conv2DBackpropInput':
      return tf.conv2dTranspose(c, b, shape, stride(node), padding(node));
    case 'BiasAdd':
    case 'AddV2':
      return tf.add(a, b);
    case 'AddN':
      return tf.addN(inputs);
    case 'Maximum':
      return tf.maximum(a, b);
    case 'Sub':
      return tf.sub(a, b);
    case 'Mul':
      return tf.mul(a, b);
    case 'FusedBatchNormV3': {
      const [, scale, shift, mean, variance] = inputs as [Core.Tensor4D, ...Core.Tensor1D[]];
      return tf.batchNorm(a, mean!, variance!, shift!, scale!, number(node, 'epsilon'));
    }
    case 'Relu':
      return tf.relu(a);
    case 'LeakyRelu':
      return tf.leakyRelu(a, number(node, 'alpha'));
    case 'Tanh':
      return tf.tanh(a);
    case 'Sigmoid':
      return tf.sigmoid(a);
    case 'MaxPool':
      return tf.maxPool(a, numbers(node, 'ksize')[1]!, stride(node), 'valid');
    case 'AvgPool':
      return tf.avgPool(a, numbers(node, 'ksize')[1]!, stride(node), 'valid');
    case 'ResizeNearestNeighbor':
      return tf.image.resizeNearestNeighbor(a, [shape[1], shape[2]]);
    case 'ResizeBilinear':
      return tf.image.resizeBilinear(a, [shape[1], shape[2]], false, true);
    case 'ResizeBicubic':
      return resizeBicubic(tf, a, [shape[1], shape[2]]);
    case 'DepthToSpace':
      return tf.depthToSpace(a, number(node, 'block_size'));
    case 'PadV2':
      return tf.pad(a, [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, shape[3] - a.shape[3]],
      ]);
    case 'Reshape':
      return tf.reshape(a, shape);
    case 'MatMul':
      return tf.matMul(a as Core.Tensor, b as Core.Tensor);
    case 'ConcatV2':
      return tf.concat(inputs.slice(0, -1), 3);
    default:
      throw new InternalError(`The WebAssembly backend has no operation ${node.op}.`, { detail: node.op });
  }
}

function numbers(node: GraphNode, name: string): number[] {
  const attribute = node.attributes[name];
  return attribute?.kind === 'ints' ? attribute.value : [];
}

function number(node: GraphNode, name: string): number {
  const attribute = node.attributes[name];
  return attribute?.kind === 'float' || attribute?.kind === 'int' ? attribute.value : 0;
}

function stride(node: GraphNode): number {
  return numbers(node, 'strides')[1]!;
}

/** Explicit padding as tfjs writes it, [before, after] per axis. */
function padding(node: GraphNode): 'valid' | Core.backend_util.ExplicitPadding {
  const [, , top, bottom, left, right] = numbers(node, 'explicit_paddings');
  if (top === undefined) return 'valid';
  return [
    [0, 0],
    [top, bottom!],
    [left!, right!],
    [0, 0],
  ];
}
