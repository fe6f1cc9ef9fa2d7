import type { CreatedImage, FilesApi } from '../contract/files-api';
import type { Session } from './session';

/** Gives up a file being written; through a fresh process when the one that wrote it is gone. */
export async function discardWritten(
  session: Session,
  files: FilesApi,
  created: CreatedImage | null,
  path: string,
): Promise<void> {
  const isGivenUp =
    created !== null && (await files.abortImage({ handle: created.handle }).then(isDone, isNot));
  if (isGivenUp) return;
  // The writer's process died, and its successor does not know the handle. What cannot be removed now, the next write
  // into that folder removes.
  await session.withFiles((fresh) => fresh.removeLeftovers({ path })).catch(isNot);
}

const isDone = () => true;
const isNot = () => false;
