import { basename, dirname } from 'node:path';
import { completeBundle, writeBundleDraft } from '../../src-main/io/model-bundle';
import { denseEd } from '../../src-main/models/denseed';
import { parameterCount } from '../../src-main/models/parameters';
import { testImage } from '../../src-main/models/test-image';
import { randomWeights, runPlainNetwork } from './plain-network';

const SIDE = 16;

/**
 * Writes the bundle of a DenseED with seeded random weights at `path` and answers the path; by default a small
 * (1,1,1). Its test output is computed by the plain executor, so that loading it checks the runtime.
 */
export async function randomBundle(
  path: string,
  size: { blocks: number[]; growthRate: number; firstFeatures: number } = {
    blocks: [1, 1, 1],
    growthRate: 4,
    firstFeatures: 8,
  },
): Promise<string> {
  const architecture = { kind: 'denseed' as const, ...size };
  const network = denseEd(architecture);
  const weights = randomWeights(network, 7);
  const values = testImage(SIDE);
  const draft = await writeBundleDraft(
    dirname(path),
    {
      name: basename(path),
      description: 'A network of random weights, for tests.',
      architecture,
      parameters: parameterCount(network),
      normalisation: { kind: 'fixed' },
      output: 'image',
      provenance: {
        source: 'seed 7',
        sourceSha256: '',
        importedAt: '2026-11-22T00:00:00Z',
        finescope: 'test',
      },
      licence: 'Apache-2.0',
    },
    weights,
    { shape: [1, SIDE, SIDE, 1], values },
  );
  const input = { height: SIDE, width: SIDE, features: 1, data: Float64Array.from(values) };
  const { height, width, features, data } = runPlainNetwork(network, weights, input);
  await completeBundle(draft, { shape: [1, height, width, features], values: Float32Array.from(data) });
  return draft;
}
