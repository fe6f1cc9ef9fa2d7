import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidRequestError, ProcessStoppedError } from '../../../src-main/contract/errors';
import { isAbort } from '../../../src-main/contract/signal';
import type { TrainingApi, TrainingEvent } from '../../../src-main/contract/training-api';
import { resumeTraining, train } from '../../../src-main/jobs/train';
import type { SupervisedSession } from '../../../src-main/supervisor/session';
import { sharedFolder } from '../../support/temporary-folder';
import { startTestSession } from '../../support/test-session';
import { historyOf, repeatedBy, tinyConfig } from '../../support/tiny-training';
import { writeTrainingPairs } from '../../support/training-pairs';

const KILLS = 10;
const EPOCHS = 16;

/** A seeded sequence, so that a failing moment can be found again. */
let state = 20261124;
const random = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;

describe('a run', () => {
  const folder = sharedFolder();
  const data = join(folder, 'data');
  const whole = join(folder, 'whole');
  /** Everything that is drawn, remembered or moved: dropout, augmentation, plateau, both networks of a GAN. */
  const config = () =>
    tinyConfig(data, {
      epochs: EPOCHS,
      dropout: 0.2,
      augmentation: { flips: true, rotations: true, intensity: 0.1 },
      schedule: { kind: 'plateau', patience: 1, factor: 0.5, warmUp: 1 },
      adversarial: { discriminator: 'group', weight: 0.01 },
      patches: { kind: 'random', side: 64, perImage: 4 },
      threads: 2,
    });
  let session: SupervisedSession;

  beforeAll(async () => {
    await writeTrainingPairs(data, 4, 64);
    session = startTestSession(folder);
    const began = Date.now();
    const outcome = await train(session, { config: config(), run: whole, install: false }, {}, {});
    expect(outcome).toMatchObject({ state: 'finished', epoch: EPOCHS });
    usualMs = Date.now() - began;
  });
  let usualMs = 0;

  afterAll(() => session.stop());

  it(`killed ${KILLS} times at any instant ends with the bits of one that was not`, async () => {
    const run = join(folder, 'killed');
    const sentences: string[] = [];
    const epochs: number[] = [];
    let begun = false;
    for (let kill = 0; kill < KILLS; kill++) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const observer = {
        event: ({ kind }: TrainingEvent) => {
          if (kind !== 'begun') return;
          begun = true;
          timer = setTimeout(
            () => session.pids().training.forEach((pid) => process.kill(pid, 'SIGKILL')),
            (random() * usualMs) / EPOCHS,
          );
        },
      };
      const failure = await (
        begun
          ? resumeTraining(session, { run, install: false }, observer, {})
          : train(session, { config: config(), run, install: false }, observer, {})
      ).then(
        () => null,
        (error: unknown) => error,
      );
      clearTimeout(timer);
      expect(failure).toBeInstanceOf(ProcessStoppedError);
      sentences.push((failure as Error).message);
      epochs.push((await session.withFiles((files) => files.readRun({ run }))).history.length);
    }
    expect(epochs).toEqual([...epochs].sort((a, b) => a - b)); // no epoch is lost
    expect(epochs.at(-1)!).toBeLessThan(EPOCHS);
    for (const sentence of sentences)
      expect(sentence).toMatch(
        /^The process that trained ended unexpectedly\. (Epoch \d+ of 16 is kept in .* and the run can be resumed|No epoch was finished yet)\. .* use fewer patches a step\.$/,
      );
    expect(await resumeTraining(session, { run, install: false }, {}, {})).toMatchObject({
      state: 'finished',
    });
    expect(repeatedBy(run)).toEqual(repeatedBy(whole));
  });

  it('that is paused waits, cannot be resumed by another process, and goes on to the same bits', async () => {
    const run = join(folder, 'paused');
    let training: TrainingApi;
    let refusal: unknown = null;
    const states: string[] = [];
    const goOn = async () => {
      refusal = await resumeTraining(session, { run, install: false }, {}, {}).catch(
        (error: unknown) => error,
      );
      await training.control({ action: 'continue' });
    };
    const outcome = await train(
      session,
      { config: config(), run, install: false },
      {
        started: (started) => (training = started),
        event: (event) => {
          if (event.kind === 'epoch' && event.record.epoch === 2) void training.control({ action: 'pause' });
          if (event.kind === 'state') states.push(event.state);
          if (event.kind === 'state' && event.state === 'paused') void goOn();
        },
      },
      {},
    );
    expect(outcome.state).toBe('finished');
    expect(states).toEqual(['paused', 'running', 'finished']);
    expect(refusal).toBeInstanceOf(InvalidRequestError);
    expect((refusal as Error).message).toMatch(/is paused by another process/);
    expect(repeatedBy(run)).toEqual(repeatedBy(whole));
  });

  it('that was stopped has a model of its best epoch, and goes on to the same bits; cancelled, too', async () => {
    const run = join(folder, 'stopped');
    let training: TrainingApi;
    const outcome = await train(
      session,
      { config: config(), run },
      {
        started: (started) => (training = started),
        event: (event) => {
          if (event.kind === 'epoch' && event.record.epoch === 3) void training.control({ action: 'stop' });
        },
      },
      {},
    );
    expect(outcome).toMatchObject({
      state: 'stopped',
      reason: null,
      installed: join(folder, 'models', 'tiny'),
    });
    const best = historyOf(run)
      .filter(({ best }) => best)
      .at(-1)!;
    const { models } = await session.withFiles((files) => files.listModels({ folder: session.modelsFolder }));
    expect(models[0]!.record.training).toMatchObject({ epoch: best.epoch, psnr: best.validation!.psnr });

    const cancel = new AbortController();
    const event = (told: TrainingEvent) => told.kind === 'epoch' && told.record.epoch === 6 && cancel.abort();
    const failure = await resumeTraining(session, { run }, { event }, { signal: cancel.signal }).catch(
      (error: unknown) => error,
    );
    expect(isAbort(failure)).toBe(true);
    expect(historyOf(run).length).toBeGreaterThanOrEqual(6);
    expect(await resumeTraining(session, { run }, {}, {})).toMatchObject({ state: 'finished' });
    expect(repeatedBy(run)).toEqual(repeatedBy(whole));
  });

  it('that was killed after its last epoch, before its model was written, gets the model', async () => {
    const run = join(folder, 'without-model');
    cpSync(whole, run, { recursive: true });
    rmSync(join(run, 'model'), { recursive: true });
    const status = JSON.parse(readFileSync(join(run, 'status.json'), 'utf8'));
    const gone = { host: hostname(), started: 'long ago' };
    writeFileSync(
      join(run, 'status.json'),
      JSON.stringify({ ...status, state: 'running', pid: process.pid, process: gone }),
    );
    const outcome = await resumeTraining(session, { run, install: false }, {}, {});
    expect(outcome).toMatchObject({ state: 'finished', epoch: EPOCHS });
    expect(existsSync(outcome.model!)).toBe(true);
    expect(repeatedBy(run)).toEqual(repeatedBy(whole));
  });

  it('whose data changed is scored beside baselines of what is there now, in the values it began with', async () => {
    const [pairs, run] = [join(folder, 'changing'), join(folder, 'changed')];
    await writeTrainingPairs(pairs, 3, 32);
    const short = tinyConfig(pairs, { epochs: 1, normalisation: { kind: 'frameMinMax' } });
    await train(session, { config: short, run, install: false }, {}, {});
    const recordOf = async () => (await session.withFiles((files) => files.readRun({ run }))).record;
    const begun = await recordOf();
    const inputs = [1, 2, 3].map((field) => join(pairs, 'input', `field-0${field}.tif`));
    const [first, second, third] = inputs.map((path) => readFileSync(path));
    [second!, third!, first!].forEach((bytes, i) => writeFileSync(inputs[i]!, bytes));
    const notices: string[] = [];
    const event = (told: TrainingEvent) => told.kind === 'notice' && notices.push(told.sentence);
    const { model } = await resumeTraining(session, { run, epochs: 2, install: false }, { event }, {});
    const after = await recordOf();
    expect(after.values).toEqual(begun.values);
    expect(after.baselines!.raw.rmse).toBeGreaterThan(begun.baselines!.raw.rmse);
    expect(JSON.parse(readFileSync(join(model!, 'model.json'), 'utf8')).normalisation).toEqual(
      begun.values.normalisation,
    );
    expect(notices).toContainEqual(expect.stringContaining('Files of the training data changed'));
    expect(notices).toContainEqual(expect.stringMatching(/is saturated/));
  });

  it('that is finished is trained on only where a later end is named; other threads are told', async () => {
    const refused = resumeTraining(session, { run: whole }, {}, {});
    await expect(refused).rejects.toThrow(/is finished after 16 epochs\. .* --epochs 66\.$/);
    const run = join(folder, 'longer');
    const short = { ...config(), epochs: 2 };
    await train(session, { config: short, run, install: false }, {}, {});
    const notices: string[] = [];
    const event = (told: TrainingEvent) => told.kind === 'notice' && notices.push(told.sentence);
    const outcome = await session.withTraining(
      (training) => training.resume({ run, epochs: 3, host: 'test' }, { onEvent: event }),
      { threads: 1 },
    );
    expect(outcome).toMatchObject({ state: 'finished', epoch: 3 });
    expect(notices).toEqual([
      expect.stringMatching(/field-03.* is saturated/),
      expect.stringMatching(/2 threads.*; now by .*1 thread\. .* last bits/),
    ]);
    expect((await session.withFiles((files) => files.readRun({ run }))).record).toMatchObject({
      config: { epochs: 3 },
      environment: { threads: 1 },
    });
  });
});
