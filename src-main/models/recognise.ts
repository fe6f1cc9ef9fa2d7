import { Architecture } from '../contract/model';
import { networkOf } from './catalog';
import { layerTensors, type Layer, type Network, type TensorSpec } from './layers';
import {
  convShape,
  inPublishedOrder,
  torchModules,
  type ShapedTensor,
  type TorchModule,
} from './torch-modules';

/** Where a tensor of a network comes from in a PyTorch state dict. */
export interface TensorSource {
  tensor: TensorSpec;
  /** Name in the state dict. */
  source: string;
}

/** A state dict that was recognised as a network's. */
export interface Recognition {
  architecture: Architecture;
  network: Network;
  sources: TensorSource[];
}

/** What can be recognised, for the sentence that says so. */
export const RECOGNISED =
  'DenseED with any blocks, growth rate and first features; the GAN generator of Mannam and Howard; ' +
  'the U-Net and the autoencoder of Mannam et al. with and without batch norm; DnCNN with batch norm, of any depth and ' +
  'width';

/**
 * Tells from names, order and shapes alone which network a PyTorch state dict belongs to. Layers are matched in the
 * order of the state dict, which PyTorch keeps, whatever they are called; a sorted state dict of the published code
 * is put back into order by its names. Answers a sentence where nothing fits exactly, to the last tensor.
 *
 * Whether DnCNN subtracts its answer from the input cannot be told from weights: the published `residual` is assumed.
 */
export function recognise(state: ReadonlyMap<string, ShapedTensor>): Recognition | { problem: string } {
  const modules = torchModules(state);
  let problem: string | null = null;
  for (const order of [modules, inPublishedOrder(modules)]) {
    for (const architecture of candidates(order)) {
      const match = matchInOrder(architecture, order);
      if ('sources' in match) return match;
      problem ??= match.problem;
    }
  }
  return { problem: problem ?? `It holds ${contents(state)}.` };
}

/** Architectures whose outline the convolutions have, with the numbers read off them. */
function candidates(modules: TorchModule[]): Architecture[] {
  const convs = modules.map(convShape).filter((shape) => shape !== null);
  return [denseEdOf(convs), dnCnnOf(convs), ganGeneratorOf(convs), encoderDecoderOf(convs, modules)].filter(
    (found) => found !== null,
  );
}

type Shapes = (readonly number[])[];

const checked = (architecture: unknown): Architecture | null =>
  Architecture.safeParse(architecture).data ?? null;

/** DenseED: a 7x7 convolution, then three 1x1 ones that say where the dense blocks end. */
function denseEdOf(convs: Shapes): Architecture | null {
  if (convs[0]?.[2] !== 7) return null;
  const ends = convs.flatMap((shape, i) => (shape[2] === 1 ? [i] : []));
  const [first, second, third] = ends as [number, number, number];
  if (ends.length !== 3) return null;
  const blocks = [first - 1, second - first - 2, third - second - 2];
  return checked({ kind: 'denseed', blocks, growthRate: convs[1]?.[0], firstFeatures: convs[0][0] });
}

/** DnCNN: 3x3 convolutions only, all of the first one's width but the last, which has one feature. */
function dnCnnOf(convs: Shapes): Architecture | null {
  const features = convs[0]?.[0];
  const middle = convs.slice(1, -1);
  if (!middle.every((shape) => shape[0] === features && shape[1] === features) || convs.at(-1)?.[0] !== 1)
    return null;
  return checked({ kind: 'dncnn', layers: convs.length, features, residual: true });
}

function ganGeneratorOf(convs: Shapes): Architecture | null {
  return convs.length === 6 && convs[4]?.[2] === 4 ? { kind: 'gan-generator' } : null;
}

/** U-Net or the autoencoder: 18 3x3 convolutions, of which the eighth, the decoder's first, reads two inputs or one. */
function encoderDecoderOf(convs: Shapes, modules: TorchModule[]): Architecture | null {
  const decoder = convs[7];
  if (convs.length !== 18 || convs[0]?.[2] !== 3 || !decoder || decoder[0] === convs[0][0]) return null;
  const kind = decoder[1] === convs[0][0] ? 'autoencoder' : 'unet';
  return { kind, batchNorm: modules.length > convs.length };
}

/** Matches the layers that own tensors with the modules, one by one. */
function matchInOrder(architecture: Architecture, modules: TorchModule[]): Recognition | { problem: string } {
  const network = networkOf(architecture);
  const like = `It is laid out like ${network.name}`;
  const owners = network.layers.filter((layer) => layerTensors(layer).length > 0);
  const sources: TensorSource[] = [];
  for (const [i, layer] of owners.entries()) {
    const module = modules[i];
    if (!module)
      return { problem: `${like}, but ends after ${modules.length} of its ${owners.length} layers.` };
    const expected = torchTensors(layer);
    for (const [part, { tensor, shape }] of expected) {
      const actual = module.parts.get(part)?.shape;
      const source = module.stem === '' ? part : `${module.stem}.${part}`;
      if (!actual || !sameShape(actual, shape)) {
        const is = actual ? `is ${describeShape(actual)}` : 'is missing';
        return { problem: `${like}, but "${source}" ${is} where ${describeShape(shape)} is expected.` };
      }
      sources.push({ tensor, source });
    }
    const extra = [...module.parts.keys()].find((part) => !expected.has(part));
    if (extra) return { problem: `${like}, but "${module.stem}.${extra}" is one tensor too many.` };
  }
  if (modules.length > owners.length) {
    return { problem: `${like}, but goes on with "${modules[owners.length]!.stem}".` };
  }
  return { architecture, network, sources };
}

/** The tensors of a layer as PyTorch keeps them, by part, with their shapes in its axis order. */
function torchTensors(layer: Layer): Map<string, { tensor: TensorSpec; shape: number[] }> {
  const parts =
    layer.kind === 'batchNorm' ? ['weight', 'bias', 'running_mean', 'running_var'] : ['weight', 'bias'];
  return new Map(
    layerTensors(layer).map((tensor, i) => [parts[i]!, { tensor, shape: toTorchShape(tensor.shape) }]),
  );
}

/** [height, width, a, b] of a kernel is [b, a, height, width] in PyTorch, transposed or not. */
function toTorchShape(shape: number[]): number[] {
  const [height, width, a, b] = shape as [number, number, number, number];
  return shape.length === 4 ? [b, a, height, width] : shape;
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((side, i) => side === b[i]);
}

function describeShape(shape: readonly number[]): string {
  return shape.length === 0 ? 'a single number' : shape.join(' x ');
}

function contents(state: ReadonlyMap<string, ShapedTensor>): string {
  const first = [...state].slice(0, 4).map(([name, { shape }]) => `${name} (${describeShape(shape)})`);
  const rest = state.size > first.length ? ` and ${state.size - first.length} more` : '';
  return `${state.size === 1 ? 'one tensor' : `${state.size} tensors`}: ${first.join(', ')}${rest}`;
}
