import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrainingConfig, type TrainingConfigInput } from '../../src-main/contract/training-config';
import type { EpochRecord } from '../../src-main/contract/run';

/** A network that takes milliseconds a step, for runs of seconds. */
export const TINY_NETWORK = {
  kind: 'denseed',
  blocks: [1, 1, 1],
  growthRate: 4,
  firstFeatures: 8,
} as const;

/** A configuration over a folder that `writeTrainingPairs` wrote: small patches, some steps an epoch. */
export function tinyConfig(folder: string, change: Partial<TrainingConfigInput> = {}): TrainingConfig {
  return TrainingConfig.parse({
    name: 'tiny',
    architecture: TINY_NETWORK,
    data: { kind: 'folder', folder },
    patches: { kind: 'slices', side: 16 },
    batch: 4,
    epochs: 3,
    optimiser: { learningRate: 3e-3 },
    threads: 1,
    ...change,
  });
}

/** The epochs of a run as its folder tells them. */
export function historyOf(run: string): EpochRecord[] {
  const lines = readFileSync(join(run, 'history.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as EpochRecord);
}

/** All that a run must repeat to the bit: its epochs without what clocks say, and the bytes of its checkpoints. */
export function repeatedBy(run: string): { epochs: object[]; checkpoints: Record<string, string> } {
  const epochs = historyOf(run).map(({ seconds: _seconds, endedAt: _endedAt, ...rest }) => rest);
  const names = readdirSync(join(run, 'checkpoints')).sort();
  const bytes = (name: string) => readFileSync(join(run, 'checkpoints', name)).toString('base64');
  return { epochs, checkpoints: Object.fromEntries(names.map((name) => [name, bytes(name)])) };
}
