import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findModel } from '../../../src-main/io/model-library';
import { randomBundle } from '../../support/random-bundle';
import { temporaryFolder } from '../../support/temporary-folder';

it("takes a training run's folder for the model that the run made", async () => {
  const folder = temporaryFolder();
  const run = join(folder, 'night');
  mkdirSync(join(run, 'model'), { recursive: true });
  writeFileSync(join(run, 'run.json'), '{}');
  await expect(findModel(run, join(folder, 'models'))).rejects.toThrow(/night holds no model yet.*resume/);
  const bundle = await randomBundle(join(run, 'model', 'cells'));
  expect(await findModel(run, join(folder, 'models'))).toEqual({ kind: 'bundle', path: bundle });
});

it('takes an installed model before a folder of the same name, and a bundle by its folder', async () => {
  const folder = temporaryFolder();
  const models = join(folder, 'models');
  mkdirSync(models);
  const installed = await randomBundle(join(models, 'cells'));
  const other = await randomBundle(join(folder, 'other'));
  expect(await findModel('cells', models)).toEqual({ kind: 'bundle', path: installed });
  expect(await findModel(other, models)).toEqual({ kind: 'bundle', path: other });
  await expect(findModel('nix', models)).rejects.toThrow(/no installed model, bundle, training run.*cells/);
});
