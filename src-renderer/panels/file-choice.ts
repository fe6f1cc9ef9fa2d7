import type { FolderEntry, PathPurpose } from '../../src-main/contract/app-api';

/** What files are chosen for. */
export type FilePurpose = PathPurpose | 'image' | 'svg' | 'png' | 'csv';

/** Those that a folder is chosen for. */
export const FOLDER_PURPOSES: readonly FilePurpose[] = ['folder', 'data-folder', 'run', 'result-folder'];

const ENDINGS: Record<FilePurpose, RegExp> = {
  images: /\.(tiff?|btf|tf[28]|png|stk|lsm)$/i,
  folder: /$^/,
  'data-folder': /$^/,
  run: /$^/,
  'result-folder': /$^/,
  table: /\.csv$/i,
  weights: /\.pth?$/i,
  image: /\.tiff?$/i,
  svg: /\.svg$/i,
  png: /\.png$/i,
  csv: /\.(csv|tsv|txt)$/i,
};

const ADVICE: Partial<Record<FilePurpose, string>> = {
  image: 'End the name in .tif (ImageJ) or .ome.tif (OME-TIFF).',
  svg: 'End the name in .svg.',
  png: 'End the name in .png.',
  csv: 'End the name in .csv.',
};

/** Whether an entry of a folder is shown: folders always, files that fit. */
export function isShown({ kind, name }: Pick<FolderEntry, 'kind' | 'name'>, purpose: FilePurpose): boolean {
  return kind === 'folder' || ENDINGS[purpose].test(name);
}

/** Why a name cannot be saved under, as a sentence; empty where it can. */
export function refusalOf(
  name: string,
  purpose: FilePurpose,
  entries: readonly Pick<FolderEntry, 'kind' | 'name'>[],
): string {
  const asked = name.trim();
  if (asked === '') return 'A name is needed.';
  if (/[/\\\0]/.test(asked)) return 'A name holds no / and no \\. Go to the folder above.';
  if (asked.startsWith('.')) return 'A name does not begin with a point.';
  if (entries.some((entry) => entry.kind === 'folder' && entry.name === asked))
    return 'A folder is called that.';
  return ENDINGS[purpose].test(asked) ? '' : (ADVICE[purpose] ?? '');
}

/** The path of a name in a folder, as that folder writes paths. */
export function savePath(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return `${folder.replace(/[/\\]$/, '')}${separator}${name.trim()}`;
}
