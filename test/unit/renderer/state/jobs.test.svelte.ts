import { describe, expect, it } from 'vitest';
import { AbortError } from '../../../../src-main/contract/signal';
import { Jobs } from '../../../../src-renderer/state/jobs.svelte';

describe('jobs', () => {
  it('run until their work ends, and are told apart by their tab', async () => {
    const jobs = new Jobs();
    let finish = (): void => undefined;
    const done = jobs.run('Work', () => new Promise<void>((resolve) => (finish = resolve)), 'tab-1');
    expect(jobs.running.map(({ title }) => title)).toEqual(['Work']);
    expect(jobs.runningFor('tab-1')).toHaveLength(1);
    expect(jobs.runningFor('tab-2')).toHaveLength(0);
    finish();
    await done;
    expect(jobs.running).toHaveLength(0);
    expect(jobs.list[0]!.state).toBe('done');
  });

  it('that were cancelled answer nothing and are no failure', async () => {
    const jobs = new Jobs();
    const answer = jobs.run('Work', ({ signal }) => {
      return new Promise<number>((_, reject) =>
        signal!.addEventListener('abort', () => reject(new AbortError())),
      );
    });
    jobs.list[0]!.cancel();
    await expect(answer).resolves.toBeUndefined();
    expect(jobs.list[0]!.state).toBe('cancelled');
  });

  it('that fail throw on', async () => {
    const jobs = new Jobs();
    await expect(jobs.run('Work', () => Promise.reject(new Error('No space is left.')))).rejects.toThrow(
      'No space',
    );
    expect(jobs.list[0]!.state).toBe('failed');
  });

  it('tell how far they are', async () => {
    const jobs = new Jobs();
    await jobs.run('Work', async ({ onProgress }, job) => {
      expect(job.part).toBeNull();
      expect(job.percentText).toBe('');
      onProgress!({ done: 1, total: 3, unit: 'tiles' });
      expect(job.percentText).toBe('33 %');
    });
  });
});
