import type { LoadedModel } from '../contract/compute-api';
import type { FilesApi } from '../contract/files-api';
import type { ImportedModelFacts, InstalledModel, ModelRecord } from '../contract/model';
import type { CallOptions } from '../contract/signal';
import type { Session } from './session';

/** A model that was imported and installed. */
export interface ImportedModel {
  path: string;
  record: ModelRecord;
}

let imports = 0;

/** Makes a bundle of a PyTorch weight file, test output included, in the session's scratch folder. */
async function importWeights(
  session: Session,
  files: FilesApi,
  { path, ...facts }: { path: string } & ImportedModelFacts,
  options: CallOptions,
): Promise<ImportedModel> {
  // A folder for each import: two files of one name are no conflict before they are installed.
  const folder = `${session.scratchFolder}/import-${++imports}`;
  const { bundlePath } = await files.importWeights({ path, folder, ...facts }, options);
  const record = await session.compute.completeBundle({ path: bundlePath }, options);
  return { path: bundlePath, record };
}

/** Imports a `.pth` as an installed model. A model of that name stays as it is until the new one is complete. */
export function importModel(
  session: Session,
  request: { path: string } & ImportedModelFacts,
  options: CallOptions,
): Promise<ImportedModel> {
  return session.withFiles(async (files) => {
    const { path: complete, record } = await importWeights(session, files, request, options);
    const installed = await files.installBundle({ path: complete, folder: session.modelsFolder }, options);
    return { path: installed.path, record };
  });
}

/** The installed models, and sentences about bundles that are damaged. */
export function listModels(
  session: Session,
  options: CallOptions,
): Promise<{ models: InstalledModel[]; problems: string[] }> {
  return session.withFiles((files) => files.listModels({ folder: session.modelsFolder }, options));
}

/** The bundles of the models a person named; a `.pth` is first imported into the session's scratch folder. */
export async function bundlesOf(
  session: Session,
  models: readonly string[],
  options: CallOptions,
): Promise<string[]> {
  return session.withFiles(async (files) => {
    const paths: string[] = [];
    for (const model of models) {
      const found = await files.findModel({ model, folder: session.modelsFolder }, options);
      const isBundle = found.kind === 'bundle';
      paths.push(
        isBundle ? found.path : (await importWeights(session, files, { path: found.path }, options)).path,
      );
    }
    return paths;
  });
}

/** Loads a model, and leaves it to the `compute` process, which keeps it for the next job. */
export async function prepareModel(session: Session, name: string, options: CallOptions): Promise<void> {
  const [bundle] = await bundlesOf(session, [name], options);
  const model = new ModelInUse(session, bundle!);
  await model.load(options);
  await model.unload();
}

/** A bundle in the `compute` process, loaded again when that process was restarted. */
export class ModelInUse {
  #loaded: LoadedModel | null = null;

  constructor(
    private readonly session: Session,
    private readonly bundlePath: string,
  ) {}

  /** The loaded model; loads it when it is not. */
  async load(options: CallOptions): Promise<LoadedModel> {
    this.#loaded ??= await this.session.compute.loadModel({ path: this.bundlePath }, options);
    return this.#loaded;
  }

  /** Gives the model back, where it is loaded: the `compute` process outlives the job, and keeps it for the next. */
  async unload(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = null;
    // A process that cannot free it is gone, and the model with it.
    if (loaded) await this.session.compute.unloadModel({ model: loaded.model }).catch(() => undefined);
  }

  /** The `compute` process it was loaded into has ended. */
  forget(): void {
    this.#loaded = null;
  }
}
