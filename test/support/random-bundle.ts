import { basename, dirname } from 'node:path';
import type { Architecture, ModelRecord } from '../../src-main/contract/model';
import { completeBundle, writeBundleDraft } from '../../src-main/io/model-bundle';
import { networkOf } from '../../src-main/models/catalog';
import { parameterCount } from '../../src-main/models/parameters';
import { testImage } from '../../src-main/models/test-image';
import { randomWeights, runPlainNetwork } from './plain-network';

/** A DenseED's size. */
type DenseEdSize = { blocks: number[]; growthRate: number; firstFeatures: number };

/** Any network, and what its record says; `side` is that of the stored test image, 16 pixels by default. */
export interface RandomModel extends Partial<
  Pick<ModelRecord, 'normalisation' | 'output' | 'training' | 'pixelSizeUm'>
> {
  architecture: Architecture;
  side?: number;
}

/** Deep-STORM as published, for stored images that are quick to compute. */
export const RANDOM_STORM: RandomModel = {
  architecture: { kind: 'deep-storm', scale: 8 },
  normalisation: { kind: 'frameMinMax', mean: 0.2, std: 0.25 },
  output: 'density',
  side: 4,
};

/**
 * Writes a bundle with seeded random weights at `path` and answers the path; by default of a small DenseED (1,1,1). Its
 * test output is computed by the plain executor, so that loading it checks the runtime.
 */
export async function randomBundle(
  path: string,
  model: DenseEdSize | RandomModel = { blocks: [1, 1, 1], growthRate: 4, firstFeatures: 8 },
): Promise<string> {
  const {
    architecture,
    side = 16,
    ...facts
  }: RandomModel = 'architecture' in model ? model : { architecture: { kind: 'denseed', ...model } };
  const network = networkOf(architecture);
  const weights = randomWeights(network, 7);
  const values = testImage(side);
  const draft = await writeBundleDraft(
    dirname(path),
    {
      name: basename(path),
      description: 'A network of random weights, for tests.',
      architecture,
      parameters: parameterCount(network),
      normalisation: { kind: 'fixed' },
      output: 'image',
      ...facts,
      provenance: {
        source: 'seed 7',
        sourceSha256: '',
        importedAt: '2026-11-22T00:00:00Z',
        finescope: 'test',
      },
      licence: 'Apache-2.0',
    },
    weights,
    { shape: [1, side, side, 1], values },
  );
  const input = { height: side, width: side, features: 1, data: Float64Array.from(values) };
  const { height, width, features, data } = runPlainNetwork(network, weights, input);
  await completeBundle(draft, { shape: [1, height, width, features], values: Float32Array.from(data) });
  return draft;
}
