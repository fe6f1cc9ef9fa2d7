import { describe, expect, it } from 'vitest';
import { BatchQueue } from '../../../../src-main/training/data/batch-queue';

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('batches', () => {
  it('are made two ahead, across the end of an epoch, and never twice', async () => {
    const made: string[] = [];
    const queue = new BatchQueue(
      async (epoch, step) => (made.push(`${epoch},${step}`), `${epoch},${step}`),
      3,
      2,
    );
    expect(await queue.take(1, 0)).toBe('1,0');
    await settled();
    expect(made).toEqual(['1,0', '1,1', '1,2']);
    expect(await queue.take(1, 1)).toBe('1,1');
    await settled();
    expect(await queue.take(1, 2)).toBe('1,2');
    await settled();
    expect(made).toEqual(['1,0', '1,1', '1,2', '2,0', '2,1']);
  });

  it('end with the last epoch', async () => {
    const made: string[] = [];
    const queue = new BatchQueue(async (epoch, step) => made.push(`${epoch},${step}`), 2, 1);
    await queue.take(1, 0);
    await settled();
    await queue.take(1, 1);
    await settled();
    expect(made).toEqual(['1,0', '1,1']);
  });

  it('may be asked for in any order', async () => {
    const queue = new BatchQueue(async (epoch, step) => `${epoch},${step}`, 5, 5);
    expect(await queue.take(4, 3)).toBe('4,3');
    await settled();
    expect(await queue.take(1, 0)).toBe('1,0');
    expect(await queue.take(4, 4)).toBe('4,4');
  });

  it('fail where they are asked for, not before', async () => {
    let broken = false;
    const queue = new BatchQueue(
      async (_, step) => {
        if (step === 1 && !broken) {
          broken = true;
          throw new Error('The file is gone.');
        }
        return step;
      },
      5,
      1,
    );
    await queue.take(1, 0);
    await settled();
    await expect(queue.take(1, 1)).rejects.toThrow('The file is gone.');
    expect(await queue.take(1, 1)).toBe(1);
  });
});
