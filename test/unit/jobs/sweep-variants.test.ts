import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../../src-main/contract/errors';
import type { SweepConfigInput } from '../../../src-main/contract/sweep-config';
import { sweepRuns } from '../../../src-main/jobs/sweep-variants';

const sweepOf = (changes: Partial<SweepConfigInput> & Record<string, unknown> = {}): unknown => ({
  name: 'Table 2',
  preset: 'denseed-363',
  data: 'w2s/train',
  ...changes,
});

const names = (json: unknown) => sweepRuns(json).map(({ name }) => name);

describe('sweepRuns', () => {
  it('gives variants their name and settings over the preset, and all the same data', () => {
    const runs = sweepRuns(
      sweepOf({
        set: { epochs: 60 },
        variants: [
          { name: '(1,1,1)', set: { 'architecture.blocks': [1, 1, 1] } },
          { name: 'U-Net', preset: 'u-net' },
        ],
      }),
    );
    expect(runs.map(({ config }) => config.architecture)).toEqual([
      { kind: 'denseed', blocks: [1, 1, 1], growthRate: 16, firstFeatures: 48 },
      { kind: 'unet', batchNorm: true },
    ]);
    for (const { config } of runs) {
      expect(config.epochs).toBe(60);
      expect(config.data).toEqual({ kind: 'folder', folder: 'w2s/train' });
    }
    expect(runs.map(({ config }) => config.name)).toEqual(['Table 2: (1,1,1)', 'Table 2: U-Net']);
  });

  it('combines every variant with every value of the grid, the last key fastest', () => {
    const runs = sweepRuns(
      sweepOf({
        variants: [{ name: 'A' }, { name: 'B', set: { batch: 8 } }],
        grid: { 'optimiser.learningRate': [1e-3, 3e-4], 'split.fields': [4, 8] },
      }),
    );
    expect(runs.map(({ name }) => name)).toEqual([
      'A learningRate=0.001 fields=4',
      'A learningRate=0.001 fields=8',
      'A learningRate=0.0003 fields=4',
      'A learningRate=0.0003 fields=8',
      'B learningRate=0.001 fields=4',
      'B learningRate=0.001 fields=8',
      'B learningRate=0.0003 fields=4',
      'B learningRate=0.0003 fields=8',
    ]);
    expect(runs[6]!.config).toMatchObject({
      batch: 8,
      optimiser: { learningRate: 3e-4, weightDecay: 3e-5 },
      split: { fields: 4 },
    });
  });

  it('names runs by what they set where nobody named them, and one alone as it is', () => {
    expect(names(sweepOf({ variants: [{ set: { 'architecture.blocks': [1, 1, 1] } }] }))).toEqual([
      'blocks=(1,1,1)',
    ]);
    expect(names(sweepOf({ grid: { seed: [1, 2] } }))).toEqual(['seed=1', 'seed=2']);
    expect(names(sweepOf())).toEqual(['as configured']);
  });

  it('gives folders names that every file system takes', () => {
    const [run] = sweepRuns(sweepOf({ variants: [{ name: 'µ: a/b\\c "x" ...' }] }));
    expect(run!.folder).toBe('µ-a-b-c-x');
  });

  it('begins with a configuration of one’s own', () => {
    const config = {
      architecture: { kind: 'dncnn', layers: 5 },
      data: { kind: 'table', file: 'pairs.csv' },
    };
    const [run] = sweepRuns(sweepOf({ preset: undefined, data: undefined, config, grid: { seed: [7] } }));
    expect(run!.config).toMatchObject({
      seed: 7,
      architecture: { kind: 'dncnn', layers: 5 },
      data: config.data,
    });
  });

  it.each([
    [
      'two runs of one folder',
      { variants: [{ name: 'a b' }, { name: 'A/B' }] },
      /folder "A-B".*a b and A\/B/,
    ],
    ['an unknown preset', { preset: 'denseed' }, /no preset "denseed".*denseed-363/],
    ['nothing to begin with', { preset: undefined }, /begins with a preset or a config/],
    ['two beginnings', { config: {} }, /not with both/],
    ['an unknown key of the sweep', { grids: {} }, /no "grids".*grid/],
    ['an unknown setting', { grid: { 'optimiser.rate': [1] } }, /rate=1: .*"optimiser.rate"/],
    ['a value that does not fit', { grid: { epochs: [10, 0] } }, /epochs=0: epochs=0 does not fit/],
    ['no data', { data: undefined }, /data is missing/],
    ['a key that is no path', { set: { '../x': 1 } }, /sweep does not fit|path with dots/],
    ['an empty list', { grid: { seed: [] } }, /grid.seed of the sweep does not fit/],
    [
      'too many runs',
      { grid: { seed: Array.from({ length: 1001 }, (_, i) => i) } },
      /1001 runs; at most 1000/,
    ],
  ])('refuses %s with a sentence', (_, changes, sentence) => {
    expect(() => sweepRuns(sweepOf(changes))).toThrow(InvalidRequestError);
    expect(() => sweepRuns(sweepOf(changes))).toThrow(sentence);
  });

  it('refuses what is no object', () => {
    expect(() => sweepRuns([])).toThrow(InvalidRequestError);
  });
});
