import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Architecture } from '../../../src-main/contract/model';
import { networkTensors } from '../../../src-main/models/layers';
import { recognise, type Recognition } from '../../../src-main/models/recognise';
import { weightsFromTorch } from '../../../src-main/models/torch-weights';
import { parameterCount } from '../../../src-main/models/parameters';
import {
  denseEdState,
  dnCnnState,
  ganGeneratorState,
  StateDictMaker,
  unetState,
  type MadeTensor,
} from '../../support/torch-state';

const denseEd = (blocks: number[], growthRate = 16, firstFeatures = 48): Architecture => ({
  kind: 'denseed',
  blocks,
  growthRate,
  firstFeatures,
});

const CASES: [string, Map<string, MadeTensor>, Architecture][] = [
  ...[
    [1, 1, 1],
    [2, 2, 2],
    [3, 3, 3],
    [4, 4, 4],
    [3, 6, 3],
    [6, 12, 6],
    [8, 8, 8],
    [9, 18, 9],
  ].map((blocks): [string, Map<string, MadeTensor>, Architecture] => [
    `DenseED (${blocks.join(',')})`,
    denseEdState(blocks),
    denseEd(blocks),
  ]),
  ['a DenseED nobody published', denseEdState([5, 1, 2], 12, 31), denseEd([5, 1, 2], 12, 31)],
  ['the U-Net', unetState(true), { kind: 'unet', batchNorm: true }],
  ['the U-Net without batch norm', unetState(false), { kind: 'unet', batchNorm: false }],
  ['the autoencoder', unetState(true, false), { kind: 'autoencoder', batchNorm: true }],
  ['the autoencoder without batch norm', unetState(false, false), { kind: 'autoencoder', batchNorm: false }],
  ['DnCNN', dnCnnState(), { kind: 'dncnn', layers: 17, features: 64, residual: true }],
  [
    'a DnCNN of 18 narrow layers',
    dnCnnState(18, 12),
    { kind: 'dncnn', layers: 18, features: 12, residual: true },
  ],
  ['the GAN generator', ganGeneratorState(), { kind: 'gan-generator' }],
];

function recognised(state: Map<string, MadeTensor>): Recognition {
  const found = recognise(state);
  if ('problem' in found) throw new Error(found.problem);
  return found;
}

function problem(state: Map<string, MadeTensor>): string {
  const found = recognise(state);
  if (!('problem' in found)) throw new Error(`Recognised ${found.network.name}.`);
  return found.problem;
}

describe.each(CASES)('%s', (_name, state, architecture) => {
  it('is recognised', () => {
    expect(recognised(state).architecture).toEqual(architecture);
  });
  it('finds every tensor of the network a source of its own', () => {
    const { network, sources } = recognised(state);
    expect(sources.map(({ tensor }) => tensor.name)).toEqual(networkTensors(network).map(({ name }) => name));
    expect(new Set(sources.map(({ source }) => source)).size).toBe(sources.length);
  });
  it('takes over as many values as the state dict trains', () => {
    const trained = [...state].filter(([name]) => !/running_|num_batches/.test(name));
    const values = trained.reduce((sum, [, { data }]) => sum + data.length, 0);
    expect(parameterCount(recognised(state).network)).toBe(values);
  });
  it('is recognised when its tensors were sorted by name', () => {
    const sorted = new Map([...state].sort(([a], [b]) => (a < b ? -1 : 1)));
    const { architecture: found, sources } = recognised(sorted);
    expect(found).toEqual(architecture);
    expect(sources).toEqual(recognised(state).sources);
  });
  it('is recognised under other names, by order', () => {
    const stems = new Map<string, string>();
    const renamed = new Map(
      [...state].map(([name, tensor]) => {
        const [, stem = '', part = ''] = /^(.*)\.(\w+)$/.exec(name)!;
        if (!stems.has(stem)) stems.set(stem, `net.part_${'z'.repeat(stems.size + 1)}`);
        return [`${stems.get(stem)!}.${part}`, tensor];
      }),
    );
    expect(recognised(renamed).architecture).toEqual(architecture);
  });
  it('is not recognised when any tensor is lacking, or has another size', () => {
    const names = [...state.keys()].filter((name) => !name.endsWith('num_batches_tracked'));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.boolean(), (name, resize) => {
        const changed = new Map(state);
        const { shape } = state.get(name)!;
        if (!resize) changed.delete(name);
        else changed.set(name, { shape: [shape[0]! + 1, ...shape.slice(1)], data: new Float32Array(0) });
        expect(recognise(changed)).toHaveProperty('problem');
      }),
      { numRuns: 20 },
    );
  });
});

it("puts kernels from PyTorch's axis order into ours", () => {
  const state = new StateDictMaker(9).conv('dncnn.0', 2, 1, 3, true);
  state.conv('dncnn.2', 2, 2, 3).norm('dncnn.3', 2).conv('dncnn.5', 1, 2, 3);
  const weights = weightsFromTorch(state.tensors, recognised(state.tensors).sources);
  const torch = state.tensors.get('dncnn.2.weight')!.data;
  const [out, input, row, column] = [1, 0, 2, 1];
  expect(weights.get('middle1.conv.kernel')![((row * 3 + column) * 2 + input) * 2 + out]).toBe(
    torch[((out * 2 + input) * 3 + row) * 3 + column],
  );
  expect(weights.get('first.conv.bias')).toEqual(state.tensors.get('dncnn.0.bias')!.data);
});

describe('what is not recognised', () => {
  it('is described by its first tensors', () => {
    const state = new StateDictMaker().conv('conv', 4, 1, 3, true).tensors;
    expect(problem(state)).toBe('It holds 2 tensors: conv.weight (4 x 1 x 3 x 3), conv.bias (4).');
  });
  it('names the tensor at which it departs from a network it is laid out like', () => {
    const state = denseEdState([3, 6, 3]);
    state.set('features.LastTransUp.convT2.weight', { shape: [60, 3, 3, 3], data: new Float32Array(1620) });
    expect(problem(state)).toBe(
      'It is laid out like DenseED (3,6,3), but "features.LastTransUp.convT2.weight" is 60 x 3 x 3 x 3 where 60 x 1 x 3 x 3 is expected.',
    );
  });
  it('names a tensor too many', () => {
    const state = ganGeneratorState();
    state.set('model.0.bias', { shape: [48], data: new Float32Array(48) });
    expect(problem(state)).toContain('"model.0.bias" is one tensor too many');
  });
  it('names the layer after the last', () => {
    const state = ganGeneratorState();
    state.set('model.17.weight', { shape: [3], data: new Float32Array(3) });
    expect(problem(state)).toContain('goes on with "model.17"');
  });
  it('copes with any names and shapes', () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 1e6 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), shapes), { maxLength: 30 }), (tensors) => {
        const found = recognise(new Map(tensors.map(([name, shape]) => [name, { shape }])));
        expect('problem' in found ? found.problem.length : 0).toBeGreaterThan(0);
      }),
    );
  });
});
