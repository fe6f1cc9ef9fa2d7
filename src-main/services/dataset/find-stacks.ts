import type { FoundStack } from '../../contract/dataset-api';
import { InvalidRequestError } from '../../contract/errors';
import { dataDisk } from '../../io/data-disk';
import { fieldToken } from '../../training/data/field-names';
import { fieldPattern } from '../../training/data/field-rule';
import { readRole } from '../../training/data/roles';

const IMAGE = /\.(tiff?|png)$/i;
/** What no name of a file may hold. */
const NOT_IN_NAMES = /[^\p{L}\p{N} ._-]+/gu;

interface Found {
  path: string;
  isFolder: boolean;
}

/**
 * The stacks of a folder, one for each field of view: its image files; or, where it has none, those of its subfolders, and
 * subfolders of several images as stacks of single frames. Images whose names say that they are targets are left out, and
 * looked at for the truth of the field they name.
 *
 * Throws FileNotReadableError where the folder is gone, InvalidRequestError where it holds no stacks.
 */
export async function findStacks(folder: string, rule: string | undefined): Promise<FoundStack[]> {
  const entries = await dataDisk.list(folder);
  const own: Found[] = entries
    .filter(({ name, isFolder }) => !isFolder && IMAGE.test(name))
    .map(({ name }) => ({ path: name, isFolder: false }));
  const below: Found[] = [];
  const truths: string[] = [];
  for (const { name } of entries.filter(({ isFolder }) => isFolder)) {
    const images = (await dataDisk.list(dataDisk.resolve(folder, name)))
      .filter((entry) => !entry.isFolder && IMAGE.test(entry.name))
      .map((entry) => `${name}/${entry.name}`);
    truths.push(...images.filter((path) => isTarget(path)));
    const inputs = images.filter((path) => !isTarget(path));
    if (inputs.length > 1) below.push({ path: name, isFolder: true });
    else below.push(...inputs.map((path) => ({ path, isFolder: false })));
  }
  truths.push(...own.map(({ path }) => path).filter(isTarget));
  const stacks = (own.length > 0 ? own : below).filter(({ path }) => !isTarget(path));
  if (stacks.length === 0) {
    throw new InvalidRequestError(
      `"${folder}" holds no stacks: TIFF files with the frames of a field of view each are looked for, in the folder itself or in one folder for each field.`,
      { parameter: 'folder' },
    );
  }
  const names = namesOf(
    stacks.map(({ path }) => path),
    rule,
  );
  return Promise.all(
    stacks.map(async ({ path, isFolder }, i) => ({
      name: names[i]!,
      stack: path,
      truth: truthOf(path, truths),
      ...(await stampOf(folder, path, isFolder)),
    })),
  );
}

const isTarget = (path: string) => readRole(withoutExtension(path)).role === 'target';
const withoutExtension = (path: string) => path.replace(/(\.ome)?\.[^./]+$/i, '');

/** Fields by the rule, or the field of view that a name tells where that tells all apart; else the names themselves. */
function namesOf(paths: readonly string[], rule: string | undefined): string[] {
  const pattern = rule === undefined ? null : fieldPattern(rule);
  const told = paths.map((path) =>
    pattern ? pattern.exec(path)?.[1] : fieldToken(dataDisk.nameOf(path))?.written,
  );
  const missing = pattern ? paths.find((_, i) => told[i] === undefined) : undefined;
  if (missing !== undefined) {
    throw new InvalidRequestError(
      `The rule for fields, ${rule}, finds none in "${missing}". Its first group, in brackets, has to be the field's name.`,
      { parameter: 'field' },
    );
  }
  const stems = paths.map((path) => withoutExtension(path).replace(/\//g, '_'));
  const names = (told.some((name) => name === undefined) ? stems : (told as string[])).map((name) =>
    name.replace(NOT_IN_NAMES, '_'),
  );
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return names;
  if (!pattern) {
    const safe = stems.map((stem) => stem.replace(NOT_IN_NAMES, '_'));
    if (new Set(safe).size === safe.length) return safe;
  }
  const both = paths.filter((_, i) => names[i] === twice).slice(0, 2);
  throw new InvalidRequestError(
    `"${both[0]}" and "${both[1]}" both are the field ${twice}. A field is one stack: give a rule that tells them apart.`,
    { parameter: 'field' },
  );
}

/** The one target that names the same field of view, or has the same name but for words for roles. */
function truthOf(path: string, truths: readonly string[]): string | null {
  const own = { key: plainKey(path), token: fieldToken(dataDisk.nameOf(path))?.key };
  const fits = truths.filter(
    (truth) =>
      plainKey(truth) === own.key || (own.token && fieldToken(dataDisk.nameOf(truth))?.key === own.token),
  );
  return fits.length === 1 ? fits[0]! : null;
}

const plainKey = (path: string) => readRole(withoutExtension(dataDisk.nameOf(path))).plainKey;

async function stampOf(folder: string, path: string, isFolder: boolean) {
  const stamp = async (file: string) => {
    const { bytes, modified } = await dataDisk.stamp(dataDisk.resolve(folder, file));
    return { bytes, modifiedMs: modified };
  };
  if (!isFolder) return stamp(path);
  const parts = await dataDisk.list(dataDisk.resolve(folder, path));
  const stamps = await Promise.all(
    parts.filter((part) => !part.isFolder).map(({ name }) => stamp(`${path}/${name}`)),
  );
  return {
    bytes: stamps.reduce((sum, { bytes }) => sum + bytes, 0),
    modifiedMs: Math.max(...stamps.map(({ modifiedMs }) => modifiedMs)),
  };
}
