import { describe, expect, it } from 'vitest';
import { OutOfMemoryError } from '../../../src-main/contract/errors';
import { TrainingConfig, type TrainingConfigInput } from '../../../src-main/contract/training-config';
import { networkOf } from '../../../src-main/models/catalog';
import { trainingBytes } from '../../../src-main/models/training-memory';
import { requireStepMemory } from '../../../src-main/services/step-memory';

const GB = 1e9;

function ask(free: number, more: Partial<TrainingConfigInput> = {}): () => void {
  const config = TrainingConfig.parse({
    name: 'test',
    architecture: { kind: 'denseed', blocks: [3, 6, 3] },
    data: { kind: 'folder', folder: '/data' },
    ...more,
  });
  return () => requireStepMemory(config, networkOf(config.architecture), 128, free);
}

describe('memory that a step needs', () => {
  it("is there for the paper's recipe in 1 GB, and not in half of that", () => {
    expect(ask(1 * GB)).not.toThrow();
    expect(ask(0.5 * GB)).toThrow(OutOfMemoryError);
  });
  it('is told with what is free, and with a batch that fits', () => {
    expect(ask(0.5 * GB)).toThrow(
      /^Training DenseED \(3,6,3\) with 16 patches of 128 x 128 pixels a step takes about 1\.01 GB of memory; 500 MB are free\. Use a batch of \d+, or smaller patches, or close other programs\.$/,
    );
    const batch = Number(/batch of (\d+)/.exec(messageOf(ask(0.5 * GB)))![1]);
    expect(ask(0.5 * GB, { batch })).not.toThrow();
    expect(ask(0.5 * GB, { batch: batch + 1 })).toThrow(OutOfMemoryError);
  });
  it('counts the discriminator', () => {
    const free = trainingBytes(
      networkOf({ kind: 'denseed', blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 }),
      {
        batch: 16,
        side: 128,
      },
    );
    expect(ask(free)).not.toThrow();
    expect(ask(free, { adversarial: { discriminator: 'wang' } })).toThrow('smaller patches or a network');
  });
});

function messageOf(work: () => void): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
