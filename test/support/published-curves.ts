import { readdirSync, readFileSync } from 'node:fs';
import type { LossCurves } from '../../src-main/figures/loss-curves';
import { BASELINE_STYLE, runStyles } from '../../src-main/figures/series';
import { reference } from './reference';

/** The networks of the paper's figure 4b (750 images), and what their files' names end with. */
const NETWORKS = [
  ['DenseED (9,18,9)', 'vm6141'],
  ['DenseED (8,8,8)', 'vm6142'],
  ['DenseED (3,6,3)', 'vm712'],
] as const;

/** Steps per epoch, by whose root the authors' training values are larger than those of a single step. */
const STEPS = 750 / 16;

/** Figure 4b of Mannam et al. 2021, from the authors' own values of 200 epochs. */
export function publishedCurves(changes: Partial<LossCurves> = {}): LossCurves {
  const styles = runStyles(NETWORKS.length);
  return {
    widthMm: 180,
    heightMm: 100,
    fontSizePt: 7,
    measure: 'rmse',
    yTitle: 'RMSE (full range = 1)',
    runs: NETWORKS.map(([name, ending], i) => ({
      name,
      style: styles[i]!,
      epochs: Array.from({ length: 200 }, (_, epoch) => epoch + 1),
      validation: values('test', ending),
      training: values('train', ending).map((value) => value / Math.sqrt(STEPS)),
    })),
    baselines: [
      { name: 'Raw frame', value: 0.0866, text: '0.0866', style: BASELINE_STYLE },
      { name: 'Rescaled frame', value: 0.0671, text: '0.0671', style: BASELINE_STYLE },
    ],
    lastEpochs: 10,
    ...changes,
  };
}

function values(part: string, ending: string): number[] {
  const folder = reference('loss-curves');
  const file = readdirSync(folder).find(
    (name) => name.includes(`_${part}_`) && name.endsWith(`${ending}.txt`),
  );
  return readFileSync(`${folder}/${file}`, 'utf8').trim().split(/\s+/).map(Number);
}
