import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installBundle, readBundle } from '../../../../src-main/io/model-bundle';
import { listModels } from '../../../../src-main/io/model-library';
import { readRun } from '../../../../src-main/io/run-folder/read-run';
import { openRunFolder, type RunFolder } from '../../../../src-main/io/run-folder/run-folder';
import { networkOf } from '../../../../src-main/models/catalog';
import { randomWeights, runPlainNetwork } from '../../../support/plain-network';
import { checkpointOf, epochRecord, runRecord } from '../../../support/run-records';
import { temporaryFolder } from '../../../support/temporary-folder';

const network = networkOf(runRecord().config.architecture);

async function runOf(startedAt: string): Promise<RunFolder> {
  const run = openRunFolder(join(temporaryFolder(), 'run'), { notify: (one) => expect.unreachable(one) });
  await run.begin({ ...runRecord(), startedAt });
  for (const epoch of [1, 2]) await run.keepEpoch(checkpointOf(epoch), epochRecord(epoch));
  return run;
}

/** Writes the model of an epoch; its weights are random, its test output is computed by the plain executor. */
function writeModel(run: RunFolder, epoch: number): Promise<string> {
  const weights = randomWeights(network, epoch);
  return run.writeModel(
    { epoch, normalisation: { kind: 'fixed' }, output: 'image' },
    weights,
    (values, size) => {
      const input = { ...size, features: 1, data: Float64Array.from(values) };
      return Float32Array.from(runPlainNetwork(network, weights, input).data);
    },
  );
}

describe('the model of a run', () => {
  it('is a complete bundle that says how it was trained', async () => {
    const run = await runOf('2026-11-22T20:00:00.000Z');
    const path = await writeModel(run, 2);
    expect(path).toBe(join(run.path, 'model', 'Mito 3.6'));
    const { record, weights } = await readBundle(path);
    expect([...weights]).toEqual([...randomWeights(network, 2)]);
    expect(record).toMatchObject({
      name: 'Mito 3.6',
      description:
        'DenseED (1,1,1), trained on 2 fields (20 frames) of w2s (low to high). Chosen by 1 field held out.',
      output: 'image',
      training: {
        run: run.path,
        epoch: 2,
        epochs: 200,
        steps: 10,
        fields: 2,
        frames: 20,
        heldOut: ['c'],
        psnr: 20.2,
        baselines: { raw: 20, rescaled: 21 },
      },
      provenance: {
        source: 'training run "Mito 3.6", epoch 2',
        sourceSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        finescope: '0.1.0',
      },
    });
    expect((await readRun(run.path)).summary.model).toBe(path);
  });

  it('takes the place of an earlier one of the same run, also where it is installed', async () => {
    const run = await runOf('2026-11-22T20:00:00.000Z');
    const models = temporaryFolder();
    for (const epoch of [1, 2]) await installBundle(await writeModel(run, epoch), models);
    const { models: installed, problems } = await listModels(models);
    expect(problems).toEqual([]);
    expect(installed.map(({ record }) => record.training?.epoch)).toEqual([2]);
  });

  it('of another run is refused under a name that is taken', async () => {
    const models = temporaryFolder();
    await installBundle(await writeModel(await runOf('2026-11-22T20:00:00.000Z'), 1), models);
    const other = await writeModel(await runOf('2026-11-23T20:00:00.000Z'), 1);
    await expect(installBundle(other, models)).rejects.toMatchObject({
      tag: 'InvalidRequestError',
      message: expect.stringContaining('Another model is already installed as "Mito 3.6"'),
    });
  });

  it('that answers with values that are not numbers is refused', async () => {
    const run = await runOf('2026-11-22T20:00:00.000Z');
    const facts = { epoch: 2, normalisation: { kind: 'fixed' as const }, output: 'image' as const };
    const broken = run.writeModel(facts, randomWeights(network, 1), (values) => values.map(() => NaN));
    await expect(broken).rejects.toMatchObject({ tag: 'ModelDamagedError' });
    expect((await readRun(run.path)).summary.model).toBeNull();
  });
});
