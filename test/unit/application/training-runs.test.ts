import { describe, expect, it } from 'vitest';
import { runFolder } from '../../../src-main/application/run-folder';
import { TrainingRuns } from '../../../src-main/application/training-runs';
import { watchElsewhere } from '../../../src-main/application/watch-elsewhere';
import type { AppEvent } from '../../../src-main/contract/app-api';
import type { RunEvent } from '../../../src-main/contract/app-training';
import { ProcessStoppedError } from '../../../src-main/contract/errors';
import type { RunState } from '../../../src-main/contract/run';
import { AbortError, CancelSource } from '../../../src-main/contract/signal';
import type { TrainingEvent, TrainingOutcome } from '../../../src-main/contract/training-api';
import type { Session } from '../../../src-main/jobs/session';
import { aRun } from '../../support/a-run';

const detail = aRun([0.08, 0.07], { name: 'bpae' });
const { config } = detail.record;
const settle = () => new Promise((resolve) => setTimeout(resolve));

/** Runs in a process that does what the test says. */
function aPlace() {
  let tell: (event: TrainingEvent) => void = () => undefined;
  let end: (outcome: TrainingOutcome) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const actions: string[] = [];
  const awake: boolean[] = [];
  const told: AppEvent[] = [];
  const files = {
    listModels: () => Promise.resolve({ models: [], problems: [] }),
    installBundle: () => Promise.resolve({ path: '/models/bpae' }),
    registerRun: () => Promise.resolve(),
    readRun: () => Promise.resolve(detail),
  };
  const training = {
    train: (_: unknown, options: { signal?: AbortSignal; onEvent?: typeof tell }) => {
      tell = options.onEvent!;
      return new Promise<TrainingOutcome>((resolve, reject) => {
        [end, fail] = [resolve, reject];
        options.signal?.addEventListener('abort', () => reject(new AbortError()));
      });
    },
    control: ({ action }: { action: string }) => Promise.resolve(void actions.push(action)),
  };
  const session = {
    runsFolder: '/runs',
    modelsFolder: '/models',
    host: 'Node',
    withFiles: (work: (api: typeof files) => unknown) => work(files),
    withTraining: (work: (api: typeof training) => unknown) => work(training),
  } as unknown as Session;
  const runs = new TrainingRuns({ session, keepAwake: (isAwake) => awake.push(isAwake) });
  runs.listen((event) => told.push(event));
  const outcome = (state: RunState, model: string | null = null): TrainingOutcome => ({
    path: '/runs/bpae',
    state,
    reason: state === 'failed' ? 'The loss stopped being a number.' : null,
    epoch: 2,
    best: null,
    model,
  });
  const begin = async (): Promise<string> => {
    const starting = runs.start(config, {});
    await settle();
    tell({ kind: 'begun', detail });
    return starting;
  };
  return {
    runs,
    begin,
    outcome,
    actions,
    awake,
    told,
    tell: (event: TrainingEvent) => tell(event),
    end: (result: TrainingOutcome) => end(result),
    fail: (error: Error) => fail(error),
  };
}

describe('the runs an application trains', () => {
  it('a start is answered when the run stands in its folder, and the computer stays awake until it ends', async () => {
    const place = aPlace();
    expect(await place.begin()).toMatch(/^\/runs\/bpae-\d{4}-\d\d-\d\d-\d{6}$/);
    expect(place.awake).toEqual([true]);
    place.end(place.outcome('finished', '/runs/bpae/model'));
    await settle();
    expect(place.awake).toEqual([true, false]);
    expect(place.told).toContainEqual(expect.objectContaining({ kind: 'trained', model: 'bpae' }));
    expect(place.told.at(-1)).toEqual({ kind: 'runs' });
  });

  it('a paused run may be slept over', async () => {
    const place = aPlace();
    const run = await place.begin();
    await place.runs.control(run, 'pause');
    expect(place.actions).toEqual(['pause']);
    place.tell({ kind: 'state', state: 'paused', reason: null });
    place.tell({ kind: 'state', state: 'running', reason: null });
    expect(place.awake).toEqual([true, false, true]);
  });

  it('what stops it before it begins is the answer of the start', async () => {
    const place = aPlace();
    const starting = place.runs.start(config, {});
    await settle();
    place.fail(new Error('field-03.tif ends early.'));
    await expect(starting).rejects.toThrow('field-03.tif ends early.');
    expect(place.awake).toEqual([true, false]);
    expect(place.told.filter(({ kind }) => kind === 'notice')).toEqual([]);
  });

  it('cancelling gives up a start, not a run that has begun', async () => {
    const place = aPlace();
    const cancel = new CancelSource();
    const starting = place.runs.start(config, { signal: cancel.signal });
    await settle();
    cancel.abort();
    await expect(starting).rejects.toThrow(AbortError);

    const other = aPlace();
    const later = new CancelSource();
    const begun = other.runs.start(config, { signal: later.signal });
    await settle();
    other.tell({ kind: 'begun', detail });
    const run = await begun;
    later.abort();
    await other.runs.control(run, 'stop'); // it still trains
  });

  it('a process that ends is told to every window', async () => {
    const place = aPlace();
    await place.begin();
    place.fail(new ProcessStoppedError('The process ended.', { process: 'training', reason: 'crash' }));
    await settle();
    await settle();
    const notices = place.told.flatMap((event) => (event.kind === 'notice' ? [event.sentence] : []));
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatch(/^bpae: .*Epoch 2 of 2 is kept/);
  });

  it('a run that failed says why', async () => {
    const place = aPlace();
    await place.begin();
    place.end(place.outcome('failed'));
    await settle();
    expect(place.told).toContainEqual({
      kind: 'notice',
      level: 'warning',
      sentence: 'bpae: The loss stopped being a number.',
    });
  });

  it('is controlled only where it is trained', async () => {
    const place = aPlace();
    await expect(place.runs.control('/runs/other', 'stop')).rejects.toThrow('does not train the run');
    const run = await place.begin();
    await expect(place.runs.resume(run, undefined, {})).rejects.toThrow('bpae is being trained already.');
  });
});

describe('watching a run', () => {
  it('a window that comes later hears the whole run first, then what happens, and how it stands at the end', async () => {
    const place = aPlace();
    const run = await place.begin();
    place.tell({ kind: 'step', epoch: 3, step: 1, stepsPerEpoch: 5, loss: 1, secondsPerStep: 0.1 });
    const heard: RunEvent[] = [];
    const watching = place.runs.watch(run, { onEvent: (event) => heard.push(event) });
    await settle();
    place.tell({ kind: 'notice', sentence: 'The bits will differ.' });
    place.end(place.outcome('stopped'));
    await watching;
    expect(heard.map(({ kind }) => kind)).toEqual(['run', 'step', 'notice', 'run']);
    expect(heard[0]).toMatchObject({ isOurs: true });
    expect(heard.at(-1)).toMatchObject({ isOurs: false });
  });

  it('a window that goes hears no more', async () => {
    const place = aPlace();
    const run = await place.begin();
    const cancel = new CancelSource();
    const heard: RunEvent[] = [];
    const watching = place.runs.watch(run, { signal: cancel.signal, onEvent: (event) => heard.push(event) });
    await settle();
    cancel.abort();
    await expect(watching).rejects.toThrow(AbortError);
    place.tell({ kind: 'notice', sentence: 'x' });
    expect(heard.map(({ kind }) => kind)).toEqual(['run']);
  });

  it('a run of another Finescope is looked at until it ends, and told when it has changed', async () => {
    const states: [RunState, number][] = [
      ['running', 1],
      ['running', 1],
      ['running', 2],
      ['finished', 2],
    ];
    const heard: RunEvent[] = [];
    const read = () => {
      const [state, epoch] = states.shift()!;
      return Promise.resolve({ ...detail, summary: { ...detail.summary, state, epoch } });
    };
    await watchElsewhere(read, (event) => heard.push(event), undefined, 1);
    const told = heard.map((event) => event.kind === 'run' && event.detail.summary);
    expect(told).toMatchObject([
      { state: 'running', epoch: 1 },
      { state: 'running', epoch: 2 },
      { state: 'finished', epoch: 2 },
    ]);
  });
});

describe('the folder of a run', () => {
  const begun = new Date(2026, 10, 21, 22, 14, 5);
  it('is called after the run and when it began', () => {
    expect(runFolder('/runs', 'BPAE overnight', begun)).toBe('/runs/bpae-overnight-2026-11-21-221405');
  });
  it('holds nothing that a file system or a shell would read', () => {
    expect(runFolder('/runs', '../Zellkerne: Größe?', begun)).toBe('/runs/zellkerne-gro-e-2026-11-21-221405');
    expect(runFolder('/runs', '細胞', begun)).toBe('/runs/run-2026-11-21-221405');
  });
});
