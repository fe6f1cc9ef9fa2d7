import type { CallOptions } from '../../contract/signal';
import type { DataSource } from '../../contract/training-config';
import { naturalOrder } from '../../imaging/natural-order';
import type { DataFiles } from './data-files';
import type { FieldSet } from './fields';
import { findInFolder } from './find-in-folder';
import { findInTable } from './find-in-table';
import type { ImageShelf } from './image-shelf';
import { openLocalisations } from './open-localisations';
import { openPairs } from './open-pairs';

/**
 * Finds and opens all fields of a data source, in natural order of their names. What is wrong with single files becomes
 * findings; FileNotReadableError is thrown where the folder or table itself is gone, InvalidRequestError where no pairs
 * can be made of what is there.
 *
 * @param scale Target pixels per input pixel of the network, where it is known.
 */
export async function openFields(
  files: DataFiles,
  source: DataSource,
  scale: number | undefined,
  shelf: ImageShelf,
  options: CallOptions = {},
): Promise<FieldSet> {
  const set = await open(files, source, scale, shelf, options);
  set.fields.sort((a, b) => naturalOrder(a.name, b.name));
  return set;
}

async function open(
  files: DataFiles,
  source: DataSource,
  scale: number | undefined,
  shelf: ImageShelf,
  options: CallOptions,
): Promise<FieldSet> {
  switch (source.kind) {
    case 'folder':
      return openPairs(await findInFolder(files, source), source.folder, scale, shelf, files, options);
    case 'table': {
      const folder = files.folderOf(source.file);
      const name = files.relative(folder, source.file);
      const found = findInTable(await files.readText(source.file), name);
      const set = await openPairs(found, folder, scale, shelf, files, options);
      return { ...set, files: [source.file, ...set.files] };
    }
    case 'localisations':
      return openLocalisations(files, source, scale, shelf, options);
  }
}
