import { FileNotReadableError, InvalidRequestError } from '../../contract/errors';
import type { DataSource } from '../../contract/training-config';
import type { DataFiles, FolderEntry } from './data-files';
import { someOf } from './findings';
import { readRole, type Role } from './roles';

/** A folder as the configuration names it. */
export type FolderSource = Extract<DataSource, { kind: 'folder' }>;

/** The folders that hold inputs and targets, by their path below the named folder; null where names of files tell. */
export async function roleFolders(
  files: DataFiles,
  source: FolderSource,
  entries: readonly FolderEntry[],
): Promise<Record<Role, string> | null> {
  const names = entries.filter(({ isFolder }) => isFolder).map(({ name }) => name);
  const given: Partial<Record<Role, string>> = {};
  for (const role of ['input', 'target'] as const) {
    const wanted = source[role];
    if (wanted === undefined) continue;
    const path = wanted.replace(/^\.?[\\/]+|[\\/]+$/g, '').replace(/\\/g, '/');
    const isThere =
      names.some((name) => name.toLowerCase() === path.toLowerCase()) ||
      (path.includes('/') && (await isFolder(files, files.resolve(source.folder, path))));
    if (isThere) given[role] = names.find((name) => name.toLowerCase() === path.toLowerCase()) ?? path;
  }
  const found = (role: Role): string | null => {
    if (given[role] !== undefined) return given[role];
    if (source[role] !== undefined) return null;
    const others = Object.values(given);
    const candidates = names
      .map((name) => ({ name, said: readRole(name) }))
      .filter(({ name, said }) => said.role === role && !others.includes(name))
      .sort((a, b) => a.said.rank - b.said.rank);
    const [best, second] = candidates;
    if (best && second && best.said.rank === second.said.rank) {
      throw new InvalidRequestError(
        `"${source.folder}" has several folders that may hold ${role}s: ${someOf(candidates.map(({ name }) => name))}. ` +
          `Say which: data.${role}.`,
        { parameter: `data.${role}` },
      );
    }
    return best?.name ?? null;
  };
  const [input, target] = [found('input'), found('target')];
  return input !== null && target !== null ? { input, target } : null;
}

async function isFolder(files: DataFiles, path: string): Promise<boolean> {
  try {
    await files.list(path);
    return true;
  } catch (error) {
    if (error instanceof FileNotReadableError) return false;
    throw error;
  }
}
