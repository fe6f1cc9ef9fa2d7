import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../src-main/contract/run';
import type { EvaluationReport } from '../../../src-main/contract/training-api';
import type { TrainingConfigInput } from '../../../src-main/contract/training-config';
import type { ReportedRun } from '../../../src-main/jobs/run-training';
import { finescope, finescopeJson, startFinescope } from '../../support/finescope';
import { imageInfo } from '../../support/memory-source';
import { sharedFolder } from '../../support/temporary-folder';
import { historyOf, tinyConfig } from '../../support/tiny-training';
import { writeTrainingPairs } from '../../support/training-pairs';
import { writeImage } from '../../support/write-image';

const folder = sharedFolder();
const at = (...parts: string[]) => join(folder, ...parts);
const env = { FINESCOPE_MODELS: at('models'), FINESCOPE_RUNS: at('runs') };

const writeConfig = (name: string, change: Partial<TrainingConfigInput> = {}): string => {
  writeFileSync(at(name), JSON.stringify({ ...tinyConfig(at('data')), ...change }));
  return at(name);
};
/** A copy of the data to be spoilt, of a few fields. */
const spoil = async (name: string, fields = 4): Promise<string> => {
  await writeTrainingPairs(at(name), fields, 32);
  return at(name);
};
const train = (config: string, run: string, ...options: string[]) =>
  finescope(['train', config, '--out', at(run), ...options], env);

beforeAll(() => writeTrainingPairs(at('data'), 4, 32));

describe('train', () => {
  beforeAll(async () => {
    const config = writeConfig('config.json', { split: { validation: 1, test: 1 } });
    const words = ['train', config, '--out', at('first'), '--set', 'epochs=4', '--set', 'name=spots'];
    first = await finescopeJson<ReportedRun>(words, env);
  });
  let first: ReportedRun;

  it('trains by a configuration and settings, and installs the model of the best epoch', async () => {
    expect(first).toMatchObject({
      state: 'finished',
      name: 'spots',
      epoch: 4,
      epochs: 4,
      fields: 2,
      heldOut: 1,
    });
    expect(first.installed).toBe(at('models', 'spots'));
    expect(historyOf(at('first'))).toHaveLength(4);
    expect(
      readdirSync(at('first')).filter((name) => /^(checkpoints|previews|model|run\.json)$/.test(name)),
    ).toHaveLength(4);
    const run = JSON.parse(readFileSync(at('first', 'run.json'), 'utf8'));
    expect(run).toMatchObject({
      config: { epochs: 4, name: 'spots' },
      environment: { threads: 1, kind: 'cpu' },
    });
    const out = at('answer.tif');
    const image = at('data', 'input', 'field-01.tif');
    expect(await finescope(['super-resolve', image, '--model', 'spots', '--out', out], env)).toMatchObject({
      code: 0,
    });
    expect(existsSync(out)).toBe(true);
  });

  it('is listed among the runs wherever it lies, and goes on to a later end', async () => {
    const { runs } = await finescopeJson<{ runs: RunSummary[] }>(['runs', 'list'], env);
    expect(runs).toMatchObject([{ name: 'spots', path: at('first'), state: 'finished', epoch: 4 }]);
    const { code, stdout } = await finescope(['train', 'resume', at('first'), '--epochs', '5'], env);
    expect(code).toBe(0);
    expect(stdout).toContain('"spots" has finished after 5 of 5 epochs');
    expect(stdout).toMatch(/network +\d+\.\d\d dB/);
    expect(stdout).toMatch(/best rescaling of the frame +\d+\.\d\d dB/);
  });

  it('is scored on the field that it never saw, beside what needs no network', async () => {
    const report = await finescopeJson<EvaluationReport>(['evaluate', at('first')], env);
    expect(report.fields).toHaveLength(1);
    const run = JSON.parse(readFileSync(at('first', 'run.json'), 'utf8'));
    expect(report.fields[0]!.field).toBe(run.data.test[0]);
    expect(report.rows.map(({ name }) => name)).toEqual(['network', 'raw', 'rescaled', 'ownRescaled']);
    expect(report.verdict[0]).toMatch(/^The network reaches/);
    const seen = await finescope(['evaluate', 'spots', '--fields', run.data.train[0]], env);
    expect(seen.code).toBe(2);
    expect(seen.stderr).toContain('it would only show what it has learnt by heart');
    const table = await finescope(['evaluate', 'spots', '--data', await spoil('others', 2)], env);
    expect(table.stdout).toMatch(
      /network +frame +rescaled +on itself\nfield-01 .*\nfield-02 .*\nmean .*\nSD /,
    );
  });

  it('trains again without each field, and takes finished ones as they are', async () => {
    const words = ['evaluate', at('first'), '--leave-one-out', '--out', at('without')];
    const report = await finescopeJson<EvaluationReport>(words, env);
    expect(report.fields.map(({ field }) => field).sort()).toEqual([
      'field-01',
      'field-02',
      'field-03',
      'field-04',
    ]);
    expect(readdirSync(at('without'))).toHaveLength(4);
    for (const { field } of report.fields) {
      const { data } = JSON.parse(readFileSync(at('without', `without-${field}`, 'run.json'), 'utf8'));
      expect(data.test).toEqual([field]);
    }
    expect(await finescopeJson<EvaluationReport>(words, env)).toEqual(report);
  });

  it('stopped by Ctrl-C keeps the last whole epoch, and says how to go on', async () => {
    const { child, outcome } = startFinescope(
      ['train', writeConfig('long.json', { epochs: 5000 }), '--out', at('long'), '--no-install'],
      env,
    );
    await until(() => existsSync(at('long', 'history.jsonl')) && historyOf(at('long')).length >= 3);
    child.kill('SIGINT');
    const { code, stderr } = await outcome;
    expect(code).toBe(130);
    expect(stderr).toMatch(
      /Stopped\. Epoch \d+ of 5000 is kept; go on with: finescope train resume .*long\n/,
    );
    const { runs } = await finescopeJson<{ runs: RunSummary[] }>(['runs', 'list'], env);
    expect(runs[0]).toMatchObject({ path: at('long'), state: 'stopped' });
  });

  it('that diverges fails with what to change, and the last good epoch', async () => {
    const config = writeConfig('wild.json', { epochs: 50, optimiser: { learningRate: 1e6 } });
    const { code, stderr, stdout } = await train(config, 'wild', '--no-install');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /Start again with a smaller learning rate \(optimiser\.learningRate=100000\), or clip/,
    );
    expect(stdout).toContain('"tiny" failed after');
    for (const { train: trained } of existsSync(at('wild', 'history.jsonl')) ? historyOf(at('wild')) : [])
      expect(Number.isFinite(trained.loss)).toBe(true);
  });
});

describe('a run that cannot be', () => {
  it('says that it needs TensorFlow', async () => {
    const words = ['train', writeConfig('plain.json'), '--out', at('never')];
    const { code, stderr } = await finescope(words, { ...env, FINESCOPE_TENSORFLOW: '' });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^finescope: Training needs TensorFlow, .* WebAssembly backend only predicts\..*\n$/,
    );
    expect(existsSync(at('never'))).toBe(false);
  });

  const refused = async (config: string, sentence: RegExp, run = 'never') => {
    const { code, stdout, stderr } = await train(config, run, '--no-install');
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/at .*:\d+:\d+/);
    expect(stdout).toBe('');
    expect(code).not.toBe(0);
    if (run === 'never') expect(existsSync(at('never'))).toBe(false);
  };

  it('says what does not fit: settings, presets, folders', async () => {
    await refused(writeConfig('odd.json', { batch: 0 }), /finescope: batch=0 does not fit/);
    const { code, stderr } = await finescope(
      ['train', '--preset', 'x', '--data', at('data'), '--out', at('never')],
      env,
    );
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/There is no preset "x"\. There are: denseed-363, /),
    ]);
    mkdirSync(at('taken'));
    writeFileSync(at('taken', 'notes.txt'), 'mine');
    await refused(
      writeConfig('fine.json'),
      /The folder .*taken is not empty \(it holds "notes.txt"\)/,
      'taken',
    );
  });

  it('names data that are gone, cut off, empty or of another size', async () => {
    const source = (path: string) => ({ data: { kind: 'folder', folder: path } }) as const;
    await refused(writeConfig('gone.json', source(at('nowhere'))), /nowhere/);

    const cut = await spoil('cut');
    truncateSync(join(cut, 'input', 'field-02.tif'), 900);
    await refused(writeConfig('cut.json', source(cut)), /field-02\.tif/);

    const black = await spoil('black');
    const info = imageInfo({ axes: 'YX', shape: [32, 32], pixelType: 'uint16' });
    await writeImage(join(black, 'target', 'field-03.tif'), info, new Uint16Array(32 * 32));
    await refused(writeConfig('black.json', source(black)), /field-03\.tif/);

    const odd = await spoil('odd');
    const larger = imageInfo({ axes: 'YX', shape: [48, 48], pixelType: 'uint16' });
    await writeImage(join(odd, 'target', 'field-01.tif'), larger, new Uint16Array(48 * 48).fill(7));
    await refused(writeConfig('sizes.json', source(odd)), /field-01\.tif/);

    const one = await spoil('one', 1);
    await refused(writeConfig('one.json', source(one)), /There is one field of view/);
  });

  it('is not resumed where its data are gone, and goes on with a word where they changed', async () => {
    const data = await spoil('moving');
    const config = writeConfig('moving.json', { data: { kind: 'folder', folder: data } });
    expect(await train(config, 'moved', '--no-install')).toMatchObject({ code: 0 });
    renameSync(data, `${data}-gone`);
    const more = ['train', 'resume', at('moved'), '--epochs', '4', '--no-install'];
    const gone = await finescope(more, env);
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining(basename(data))]);
    expect(historyOf(at('moved'))).toHaveLength(3);

    renameSync(`${data}-gone`, data);
    await writeTrainingPairs(data, 5, 32);
    const changed = await finescope(more, env);
    expect(changed.code).toBe(0);
    expect(changed.stderr).toContain('Files of the training data changed since the run began.');
    const { data: split } = JSON.parse(readFileSync(at('moved', 'run.json'), 'utf8'));
    expect(split.train).toHaveLength(4);
    expect(split.validation).toHaveLength(1);
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 60_000) throw new Error('It did not happen within 60 s.');
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
