import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ModelNotFoundError } from '../contract/errors';
import type { FoundModel } from '../contract/files-api';
import type { InstalledModel } from '../contract/model';
import { readBundle } from './model-bundle';
import { isModelName } from './model-name';
import { RECORD_FILE } from './model-record';
import { isRun } from './run-folder/read-run';
import { trainedModel } from './run-folder/trained-model';

/**
 * The models installed in `folder`, by name; each is checked against its checksums. A damaged or unfinished one is a
 * sentence in `problems`. A folder that does not exist holds none.
 */
export async function listModels(folder: string): Promise<{ models: InstalledModel[]; problems: string[] }> {
  const models: InstalledModel[] = [];
  const problems: string[] = [];
  for (const name of await installedNames(folder)) {
    const path = join(folder, name);
    try {
      const { record } = await readBundle(path);
      models.push({ name, path, record });
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return { models, problems };
}

/**
 * Where the model a person named lies: an installed model of that name, else a bundle's folder, else a training run's,
 * which stands for the model it made, else a file, taken to be PyTorch weights. Throws ModelNotFoundError listing what
 * is installed.
 */
export async function findModel(model: string, folder: string): Promise<FoundModel> {
  if (isModelName(model) && (await isBundle(join(folder, model))))
    return { kind: 'bundle', path: join(folder, model) };
  const path = resolve(model);
  if (await isBundle(path)) return { kind: 'bundle', path };
  if (await isRun(path)) return { kind: 'bundle', path: await madeBy(path) };
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return { kind: 'weights', path };
  const names = await installedNames(folder);
  const installed =
    names.length === 0
      ? 'No model is installed; import one: finescope models import FILE.pth'
      : `Installed are: ${names.join(', ')}.`;
  throw new ModelNotFoundError(
    `There is no model "${model}": no installed model, bundle, training run or weight file is called so. ${installed}`,
    { model },
  );
}

/** The bundle that a run made. Throws ModelNotFoundError where it has not made one yet. */
async function madeBy(run: string): Promise<string> {
  const bundle = await trainedModel(run);
  if (bundle !== null) return bundle;
  throw new ModelNotFoundError(
    `The training run ${run} holds no model yet; it makes one when it ends or is stopped. To go on with it: finescope train resume ${run}`,
    { model: run },
  );
}

/** Folders in `folder` that hold a bundle, sorted. Those being written begin with a dot and are left out. */
async function installedNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const names: string[] = [];
  for (const name of entries) if (isModelName(name) && (await isBundle(join(folder, name)))) names.push(name);
  return names.sort((a, b) => a.localeCompare(b));
}

async function isBundle(path: string): Promise<boolean> {
  return stat(join(path, RECORD_FILE)).then(
    (found) => found.isFile(),
    () => false,
  );
}
