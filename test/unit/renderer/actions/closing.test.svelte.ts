import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { mayClose, mayLeave, mayRemove, reasonToStay } from '../../../../src-renderer/actions/closing';
import { TrainingRun } from '../../../../src-renderer/state/training-run.svelte';
import type { Workspace } from '../../../../src-renderer/state/workspace.svelte';
import { aTrainingRun } from '../a-training-run';
import { anImage, aWorkspace } from '../a-workspace';

describe('closing a tab', () => {
  it('asks nothing where every image is a file', async () => {
    const workspace = aWorkspace();
    const tab = workspace.compare([workspace.adopt(anImage(1, 'cells.tif', '/cells.tif'))]);
    await expect(mayClose(workspace, tab)).resolves.toBe(true);
    expect(reasonToStay(workspace)).toBeNull();
  });

  it('asks about a result that is no file; keeping it is the safe answer', async () => {
    const workspace = aWorkspace();
    const tab = workspace.compare([workspace.adopt(anImage(1, 'cells-sr.tif', null))]);
    const closing = mayClose(workspace, tab);
    flushSync();
    const question = workspace.questions.current!;
    expect(question.title).toBe('Close without saving cells-sr.tif?');
    expect(question.text).toBe('cells-sr.tif was computed and is no file yet. Closing the tab loses it.');
    expect(question.answers.find(({ kind }) => kind === 'safe')?.label).toBe('Keep open');
    question.answer('keep');
    await expect(closing).resolves.toBe(false);
  });

  it('goes on where the person wants to lose it', async () => {
    const workspace = aWorkspace();
    const tab = workspace.compare([workspace.adopt(anImage(1, 'cells-sr.tif', null))]);
    const closing = mayClose(workspace, tab);
    workspace.questions.current!.answer('lose');
    await expect(closing).resolves.toBe(true);
  });

  it('asks nothing while another tab shows the result, too', async () => {
    const workspace = aWorkspace();
    const image = workspace.adopt(anImage(1, 'cells-sr.tif', null));
    const tab = workspace.compare([image]);
    workspace.compare([image]);
    await expect(mayClose(workspace, tab)).resolves.toBe(true);
    expect(reasonToStay(workspace)).toBe('cells-sr.tif was computed and is no file yet.');
  });

  it('asks before a result that is no file leaves its comparison, and only there', async () => {
    const workspace = aWorkspace();
    const input = workspace.adopt(anImage(1, 'cells.tif', '/cells.tif'));
    const result = workspace.adopt(anImage(2, 'cells-sr.tif', null));
    const tab = workspace.compare([input, result]);
    await expect(mayRemove(workspace, tab, input)).resolves.toBe(true);
    const removing = mayRemove(workspace, tab, result);
    expect(workspace.questions.current!.title).toBe('Remove without saving cells-sr.tif?');
    workspace.questions.current!.answer('lose');
    await expect(removing).resolves.toBe(true);
  });

  it('asks before it stops the work of the tab, and stops it', async () => {
    const workspace = aWorkspace();
    const tab = workspace.compare([workspace.adopt(anImage(1, 'cells.tif', '/cells.tif'))]);
    const work = workspace.jobs.run(
      'Super-resolving cells.tif',
      ({ signal, onProgress }) => {
        onProgress!({ done: 17, total: 100, unit: 'tiles' });
        return new Promise<void>((resolve) => signal!.addEventListener('abort', () => resolve()));
      },
      tab.id,
    );
    const closing = mayClose(workspace, tab);
    const question = workspace.questions.current!;
    expect(question.title).toBe('Stop super-resolving cells.tif?');
    expect(question.text).toBe('It is at 17 %. What is unfinished is not kept; the input stays as it is.');
    expect(reasonToStay(workspace)).toBe('A job is under way and would stop.');
    question.answer('stop');
    await expect(closing).resolves.toBe(true);
    await work;
  });
});

describe('leaving while a network is trained', () => {
  const train = (workspace: Workspace, psnr: number[]): void => {
    const run = new TrainingRun('/runs/bpae', '');
    run.hear({ kind: 'run', detail: aTrainingRun({ psnr }), isOurs: true, secondsLeft: null });
    workspace.training.known = new Map([[run.path, run]]);
  };

  it('asks, and names the epoch it can be resumed from; staying is the safe answer', async () => {
    const workspace = aWorkspace();
    train(workspace, [22, 23]);
    expect(reasonToStay(workspace)).toBe('BPAE overnight can be resumed from epoch 2.');
    const leaving = mayLeave(workspace);
    const question = workspace.questions.current!;
    expect(question.title).toBe('Stop training BPAE overnight?');
    expect(question.answers.find(({ kind }) => kind === 'safe')?.label).toBe('Keep open');
    question.answer('leave');
    await expect(leaving).resolves.toBe(true);
  });

  it('says that nothing is kept yet before the first epoch', () => {
    const workspace = aWorkspace();
    train(workspace, []);
    expect(reasonToStay(workspace)).toContain('has finished no epoch yet and would begin anew');
  });

  it('asks nothing in a browser, where the run goes on', () => {
    const workspace = aWorkspace();
    train(workspace, [22]);
    workspace.host.kind = 'browser';
    expect(reasonToStay(workspace)).toBeNull();
  });
});
