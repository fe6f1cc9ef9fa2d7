import { ModelNotFoundError } from '../contract/errors';
import type { CallOptions } from '../contract/signal';
import { listModels } from '../jobs/models';
import type { Session } from '../jobs/session';

/**
 * A window names installed models only: a model's name may not become a path. Throws {@link ModelNotFoundError} for
 * another.
 */
export async function requireInstalled(
  session: Session,
  names: string[],
  { signal }: CallOptions,
): Promise<void> {
  const { models } = await listModels(session, { ...(signal && { signal }) });
  const missing = names.find((name) => !models.some((model) => model.name === name));
  if (missing === undefined) return;
  const installed = models.map(({ name }) => name).join(', ');
  throw new ModelNotFoundError(
    `No model "${missing}" is installed. ${installed ? `Installed: ${installed}.` : 'Import one first.'}`,
    { model: missing },
  );
}
