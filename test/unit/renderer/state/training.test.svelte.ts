import { describe, expect, it } from 'vitest';
import type { AppApi } from '../../../../src-main/contract/app-api';
import type { RunEvent } from '../../../../src-main/contract/app-training';
import type { RunSummary } from '../../../../src-main/contract/run';
import { AbortError } from '../../../../src-main/contract/signal';
import { Training } from '../../../../src-renderer/state/training.svelte';
import { aTrainingRun } from '../a-training-run';

/** An application with these runs, whose watchers hear what `tell` says. */
function anApplication(runs: RunSummary[]) {
  const watched: string[] = [];
  const tell = new Map<string, (event: RunEvent) => void>();
  const end = new Map<string, () => void>();
  const api = {
    listRuns: () => Promise.resolve({ runs, problems: ['one is damaged'] }),
    watchRun: ({ run }: { run: string }, options: Parameters<AppApi['watchRun']>[1]) => {
      watched.push(run);
      return new Promise<void>((resolve, reject) => {
        tell.set(run, (event) => options!.onEvent!(event));
        end.set(run, resolve);
        options!.signal!.addEventListener('abort', () => reject(new AbortError()));
      });
    },
  } as unknown as AppApi;
  const notes: string[] = [];
  const training = new Training(api, {
    notice: (_, sentence) => notes.push(sentence),
    fail: (error) => notes.push(String(error)),
  });
  return { training, watched, notes, tell, end };
}

const summary = (path: string, state: RunSummary['state']): RunSummary => ({
  ...aTrainingRun({ psnr: [22], state }).summary,
  path,
});

describe('the runs of a window', () => {
  it('those under way are followed, each once; the others are listed', async () => {
    const { training, watched } = anApplication([summary('/a', 'running'), summary('/b', 'interrupted')]);
    await training.refresh();
    await training.refresh();
    expect(watched).toEqual(['/a']);
    expect(training.interrupted.map(({ path }) => path)).toEqual(['/b']);
    expect(training.problems).toEqual(['one is damaged']);
  });

  it('those that are trained here are told apart', async () => {
    const { training, tell, notes } = anApplication([summary('/a', 'running')]);
    await training.refresh();
    expect(training.ours).toEqual([]);
    tell.get('/a')!({ kind: 'run', detail: aTrainingRun({ psnr: [22] }), isOurs: true, secondsLeft: null });
    expect(training.ours.map(({ path }) => path)).toEqual(['/a']);
    tell.get('/a')!({ kind: 'notice', sentence: 'The number of threads is another.' });
    expect(notes).toEqual(['The number of threads is another.']);
  });

  it('one that has ended is followed again when it is resumed, one that goes on outlives its tab', async () => {
    const { training, tell, end, watched } = anApplication([summary('/a', 'running')]);
    await training.refresh();
    const run = training.known.get('/a')!;
    tell.get('/a')!({ kind: 'run', detail: aTrainingRun({ psnr: [22] }), isOurs: true, secondsLeft: null });
    training.release(run);
    expect(training.known.has('/a')).toBe(true);
    end.get('/a')!();
    await Promise.resolve();
    await Promise.resolve();
    expect(run.isFollowed).toBe(false);
    await training.refresh();
    expect(watched).toEqual(['/a', '/a']);
  });

  it('one that stands still is forgotten with its tab', async () => {
    const { training, tell } = anApplication([]);
    const run = training.follow('/b', 'B');
    const detail = aTrainingRun({ psnr: [22], state: 'finished' });
    tell.get('/b')!({ kind: 'run', detail, isOurs: false, secondsLeft: null });
    training.release(run);
    expect(training.known.has('/b')).toBe(false);
  });
});
