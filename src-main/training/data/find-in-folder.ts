import { InvalidRequestError } from '../../contract/errors';
import type { DataFinding } from '../../contract/training-api';
import type { DataFiles, FolderEntry } from './data-files';
import { regrouped, type FoundFields } from './field-rule';
import { someOf, warning } from './findings';
import { pairFiles, roleFile, type PairedFiles, type RoleFile } from './pair-files';
import { roleFolders, type FolderSource } from './role-folders';
import type { Role } from './roles';

const IMAGE = /\.(tiff?|png)$/i;

/** Folders in folders beyond this are not looked into. */
const DEEPEST = 4;

/**
 * The fields of a folder: of a folder of inputs and one of targets in it, or of files whose names say which they are.
 * Paths in the answer are those below the folder. Throws FileNotReadableError where it is gone, and InvalidRequestError
 * where no inputs and targets are told apart, naming what is there.
 */
export async function findInFolder(files: DataFiles, source: FolderSource): Promise<FoundFields> {
  const entries = await files.list(source.folder);
  const folders = await roleFolders(files, source, entries);
  const paths = await imagesBelow(files, source.folder, '', entries);
  const all = folders
    ? paths.flatMap((path) => filesOfRoleFolders(path, folders))
    : paths.map((path) => roleFile(path, path, source)).map((file) => ({ file, role: file.name.role }));
  const of = (role: Role): RoleFile[] => all.filter((one) => one.role === role).map(({ file }) => file);
  const [inputs, targets] = [of('input'), of('target')];
  if (inputs.length === 0 || targets.length === 0) throw rolesMissing(source, paths, entries);
  const paired = pairFiles(inputs, targets);
  const { fields, findings } =
    source.field === undefined ? { ...paired, findings: [] } : regrouped(paired, source.field);
  return { fields, findings: [...findings, ...lonely(paired)] };
}

/** Paths of the images below a folder, with "/", in natural order. */
async function imagesBelow(
  files: DataFiles,
  folder: string,
  below: string,
  entries: readonly FolderEntry[],
): Promise<string[]> {
  const paths: string[] = [];
  for (const { name, isFolder } of entries) {
    const path = below === '' ? name : `${below}/${name}`;
    if (!isFolder && IMAGE.test(name)) paths.push(path);
    if (!isFolder || path.split('/').length >= DEEPEST) continue;
    paths.push(...(await imagesBelow(files, folder, path, await files.list(files.resolve(folder, path)))));
  }
  return paths;
}

function filesOfRoleFolders(path: string, folders: Record<Role, string>): { file: RoleFile; role: Role }[] {
  for (const role of ['input', 'target'] as const) {
    const start = `${folders[role]}/`;
    if (path.startsWith(start)) return [{ file: roleFile(path, path.slice(start.length), {}), role }];
  }
  return [];
}

function rolesMissing(
  { folder }: FolderSource,
  paths: readonly string[],
  entries: readonly FolderEntry[],
): InvalidRequestError {
  const names = entries.filter((entry) => entry.isFolder).map(({ name }) => name);
  const there =
    paths.length === 0
      ? 'It holds no TIFF or PNG images'
      : `It holds ${someOf(paths)}${names.length > 0 ? ` and the folders ${someOf(names)}` : ''}`;
  return new InvalidRequestError(
    `"${folder}" holds no inputs and targets that can be told apart. ${there}. Put inputs into a folder "input" and ` +
      `targets of the same names into a folder "target", or say by data.input and data.target which folders, or which ` +
      `words in the names of files, tell them.`,
    { parameter: 'data.folder' },
  );
}

function lonely({ lonelyInputs, lonelyTargets, otherTargets }: PairedFiles): DataFinding[] {
  const tell = (names: readonly string[], what: (some: string, one: boolean) => string) =>
    names.length === 0
      ? []
      : [warning('unpaired', names[0]!, what(someOf(names.map((name) => `"${name}"`)), names.length === 1))];
  return [
    ...tell(
      lonelyInputs,
      (some, one) => `No target was found for ${some} by ${one ? 'its name' : 'their names'}: left aside.`,
    ),
    ...tell(
      lonelyTargets,
      (some, one) => `No input was found for the target${one ? '' : 's'} ${some}: left aside.`,
    ),
    ...tell(
      otherTargets,
      (some, one) =>
        `${some} ${one ? 'was' : 'were'} left aside: of the targets of a field, one whose name says so more plainly was taken.`,
    ),
  ];
}
