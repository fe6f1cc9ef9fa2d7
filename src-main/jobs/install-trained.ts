import { InvalidRequestError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import type { Session } from './session';

/**
 * Throws {@link InvalidRequestError} where another model has the name that a run's model would be installed by: better
 * now than when the run has ended.
 */
export async function requireFreeName(session: Session, name: string, options: CallOptions): Promise<void> {
  const folder = session.modelsFolder;
  const { models } = await session.withFiles((files) => files.listModels({ folder }, options));
  const taken = models.find((model) => model.name.toLowerCase() === name.toLowerCase());
  if (!taken) return;
  throw new InvalidRequestError(
    `A model called "${taken.name}" is already installed (${taken.record.provenance.source}). Give the run another name (name=...), or do not have its model installed.`,
    { parameter: 'name' },
  );
}

/** Installs a run's model; null, and a sentence to the person, where that fails: the model stays in the run's folder. */
export async function installTrained(session: Session, bundle: string): Promise<string | null> {
  try {
    const { path } = await session.withFiles((files) =>
      files.installBundle({ path: bundle, folder: session.modelsFolder }),
    );
    return path;
  } catch (error) {
    session.notify(`${(error as Error).message} The trained model is kept as ${bundle}.`);
    return null;
  }
}
