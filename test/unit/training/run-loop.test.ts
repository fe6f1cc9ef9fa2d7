import { describe, expect, it } from 'vitest';
import { FileNotReadableError } from '../../../src-main/contract/errors';
import { isAbort } from '../../../src-main/contract/signal';
import { linearData, linearRun, noRoom } from '../../support/linear-training';

const epochsOf = (run: ReturnType<typeof linearRun>) => run.store.history.map(({ epoch }) => epoch);
const bits = (state: ReadonlyMap<string, Float32Array>) =>
  [...state].map(([name, values]) => [name, ...new Uint32Array(values.buffer)]);

describe('a run', () => {
  it('trains its epochs, keeps each with its scores, and writes the best as a model', async () => {
    const run = linearRun();
    const outcome = await run.conduct();
    expect(outcome).toMatchObject({
      state: 'finished',
      reason: null,
      epoch: 3,
      model: '/runs/linear/model/linear',
    });
    expect(epochsOf(run)).toEqual([1, 2, 3]);
    expect(run.program.steps.map(({ step }) => step)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    const losses = run.store.history.map(({ validation }) => validation!.loss);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    expect(run.store.history.at(-1)).toMatchObject({ step: 12, best: true, learningRate: 0.2 });
    expect(run.store.previews.map(({ epoch, field }) => [epoch, field])).toEqual(
      [1, 2, 3].map((e) => [e, 'f0']),
    );
    const [model] = run.store.models;
    expect(run.store.models).toHaveLength(1);
    expect(model!.epoch).toBe(3);
    expect(model!.output).toBeCloseTo(model!.weights[0]! + model!.weights[1]!, 6);
    expect(run.store.states).toEqual([{ state: 'finished', reason: null }]);
  });

  it('asks for the next batch before it takes a step', async () => {
    const run = linearRun({ epochs: 2 });
    const order: string[] = [];
    const { batch } = run.data;
    run.data.batch = (request) => {
      order.push(`ask ${request.epoch}/${request.step}`);
      return batch(request);
    };
    const { step } = run.program;
    run.program.step = (...words) => {
      order.push('step');
      return step(...words);
    };
    await run.conduct();
    expect(order.slice(0, 4)).toEqual(['ask 1/0', 'ask 1/1', 'step', 'ask 1/2']);
    expect(order.indexOf('ask 2/0')).toBeLessThan(order.lastIndexOf('step', order.indexOf('ask 2/1')));
    expect(order.filter((each) => each.startsWith('ask'))).toHaveLength(8);
  });

  it('tells of steps and epochs, with the time left', async () => {
    const run = linearRun();
    await run.conduct();
    const step = run.events.find(({ kind }) => kind === 'step');
    expect(step).toMatchObject({ epoch: 1, step: 1, stepsPerEpoch: 4 });
    const left = run.events.flatMap((event) => (event.kind === 'epoch' ? [event.secondsLeft] : []));
    expect(left[0]).toBeGreaterThan(left[1]!);
    expect(left[2]).toBe(0);
  });

  it('goes on after an epoch with the same bits', async () => {
    const whole = linearRun({ epochs: 6, schedule: { kind: 'plateau', patience: 1 } });
    await whole.conduct();
    const first = linearRun({ epochs: 6, schedule: { kind: 'plateau', patience: 1 } });
    first.onEvent = (event, control) => {
      if (event.kind === 'epoch' && event.record.epoch === 3) control.act('stop');
    };
    await first.conduct();
    const second = linearRun({ epochs: 6, schedule: { kind: 'plateau', patience: 1 } });
    second.store.history = [...first.store.history];
    second.store.checkpoints = new Map(first.store.checkpoints);
    const checkpoint = (await second.store.lastCheckpoint())!;
    second.program.restore(checkpoint.state);
    second.beginning = { history: [...first.store.history], checkpoint, patientSince: 0 };
    await second.conduct();
    expect(epochsOf(second)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const epoch of [4, 5, 6])
      expect(bits(second.store.checkpoints.get(epoch)!.state)).toEqual(
        bits(whole.store.checkpoints.get(epoch)!.state),
      );
    expect(second.store.checkpoints.get(6)!.schedule).toEqual(whole.store.checkpoints.get(6)!.schedule);
  });

  it('is chosen by its training loss where no field is held out', async () => {
    const run = linearRun({}, 0);
    await run.conduct();
    expect(run.store.history.map(({ validation, best }) => [validation, best])).toEqual([
      [null, true],
      [null, true],
      [null, true],
    ]);
    expect(run.store.previews).toEqual([]);
  });

  it('ends early when its loss stays above the least', async () => {
    const run = linearRun({ epochs: 50, earlyStopping: 2, optimiser: { learningRate: 1e-30 } });
    const outcome = await run.conduct();
    expect(outcome).toMatchObject({ state: 'finished', epoch: 3, best: { epoch: 1 } });
    expect(outcome.reason).toBe('Ended early: the loss has not been lower than in epoch 1 for 2 epochs.');
  });
});

describe('a run that a person acts on', () => {
  it('stops after its step and keeps the best', async () => {
    const run = linearRun({ epochs: 100 });
    run.onEvent = (event, control) => {
      if (event.kind === 'step' && event.epoch === 3) control.act('stop');
    };
    const outcome = await run.conduct();
    expect(outcome).toMatchObject({ state: 'stopped', reason: null, epoch: 2, best: { epoch: 2 } });
    expect(run.store.models[0]).toMatchObject({ epoch: 2 });
  });

  it('has no model where it is stopped before an epoch was finished', async () => {
    const run = linearRun();
    run.onEvent = (event, control) => event.kind === 'step' && control.act('stop');
    expect(await run.conduct()).toMatchObject({ state: 'stopped', epoch: 0, best: null, model: null });
    expect(run.store.states.at(-1)!.reason).toContain('there is no model');
  });

  it('pauses and goes on where it was', async () => {
    const run = linearRun();
    let stepsWhenPaused = 0;
    run.onEvent = (event, control) => {
      if (event.kind === 'step' && event.epoch === 2 && stepsWhenPaused === 0) control.act('pause');
      if (event.kind === 'state' && event.state === 'paused') {
        stepsWhenPaused = run.program.steps.length;
        setTimeout(() => {
          expect(run.program.steps).toHaveLength(stepsWhenPaused);
          control.act('continue');
        }, 20);
      }
    };
    const outcome = await run.conduct();
    expect(outcome).toMatchObject({ state: 'finished', epoch: 3 });
    expect(stepsWhenPaused).toBeGreaterThan(0);
    expect(run.store.states.map(({ state }) => state)).toEqual(['paused', 'running', 'finished']);
  });

  it('is given up when cancelled, and stands after its last whole epoch', async () => {
    const run = linearRun({ epochs: 100 });
    const cancel = new AbortController();
    run.signal = cancel.signal;
    run.onEvent = (event) => event.kind === 'step' && event.epoch === 4 && cancel.abort();
    const failure = await run.conduct().catch((error: unknown) => error);
    expect(isAbort(failure)).toBe(true);
    expect(epochsOf(run)).toEqual([1, 2, 3]);
    expect(run.store.models).toEqual([]);
    expect(run.store.states.at(-1)).toEqual({
      state: 'stopped',
      reason: 'Stopped in the middle of an epoch. Epoch 3 is kept, and the run can be resumed.',
    });
  });

  it('can be given up while it is paused', async () => {
    const run = linearRun();
    const cancel = new AbortController();
    run.signal = cancel.signal;
    run.onEvent = (event, control) => {
      if (event.kind === 'step') control.act('pause');
      if (event.kind === 'state' && event.state === 'paused') setTimeout(() => cancel.abort(), 5);
    };
    expect(isAbort(await run.conduct().catch((error: unknown) => error))).toBe(true);
  });
});

describe('a run that something happens to', () => {
  it('waits while the disk is full, then keeps what it had', async () => {
    const run = linearRun();
    run.store.failures = [noRoom(), noRoom()];
    run.onEvent = (event, control) => {
      if (event.kind === 'state' && event.state === 'paused') {
        expect(event.reason).toBe(
          'The disk of /runs is full. The run waits and goes on by itself once there is room.',
        );
        setTimeout(() => control.act('continue'), 5);
        setTimeout(() => control.act('continue'), 15);
      }
    };
    expect(await run.conduct()).toMatchObject({ state: 'finished', epoch: 3 });
    expect(epochsOf(run)).toEqual([1, 2, 3]);
    expect(run.store.previews).toHaveLength(3);
    expect(run.store.states.map(({ state }) => state)).toEqual(['paused', 'running', 'finished']);
  });

  it('can be stopped while it waits for room', async () => {
    const run = linearRun();
    run.onEvent = (event, control) => {
      if (event.kind === 'epoch' && event.record.epoch === 1)
        run.store.failures = [noRoom(), noRoom(), noRoom()];
      if (event.kind === 'state' && event.state === 'paused') setTimeout(() => control.act('stop'), 5);
    };
    expect(await run.conduct()).toMatchObject({
      state: 'stopped',
      reason:
        'The disk is full: the best epoch 1 is kept as a checkpoint; resume the run to write its model.',
      epoch: 1,
      model: null,
    });
  });

  it('that is through but for its model can be stopped while it waits for room, and is not finished', async () => {
    const run = linearRun();
    run.onEvent = (event, control) => {
      if (event.kind === 'state' && event.state === 'paused') setTimeout(() => control.act('stop'), 5);
    };
    const { writeModel } = run.store;
    run.store.writeModel = (...words) => {
      run.store.failures = [noRoom()];
      return writeModel(...words);
    };
    const outcome = await run.conduct();
    expect(outcome).toMatchObject({ state: 'stopped', epoch: 3, model: null });
    expect(outcome.reason).toMatch(/^The disk is full: the best epoch 3 is kept/);
  });

  it('fails with a sentence when its data cannot be read any more, and keeps the last epoch', async () => {
    const run = linearRun();
    const gone = new FileNotReadableError('/data/a.tif is not there any more.', { path: '/data/a.tif' });
    const { batch } = linearData();
    run.data.batch = (request) =>
      request.epoch === 3 && request.step === 2 ? Promise.reject(gone) : batch(request);
    const outcome = await run.conduct();
    expect(outcome).toMatchObject({ state: 'failed', epoch: 2, model: null });
    expect(outcome.reason).toBe(
      '/data/a.tif is not there any more. Epoch 2 is kept, and the run can be resumed.',
    );
    expect(run.store.states.at(-1)!.state).toBe('failed');
  });

  it('stops when it diverges, keeps the last good state and says what to change', async () => {
    const run = linearRun({ epochs: 100, optimiser: { learningRate: 1e6 } });
    const outcome = await run.conduct();
    expect(outcome.state).toBe('failed');
    expect(outcome.reason).toMatch(
      /Start again with a smaller learning rate \(optimiser\.learningRate=100000\)/,
    );
    expect(epochsOf(run).length).toBe(outcome.epoch);
    expect(run.store.history.every(({ train }) => Number.isFinite(train.loss))).toBe(true);
  });
});
