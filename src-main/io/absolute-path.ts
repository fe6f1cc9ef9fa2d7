import { resolve } from 'node:path';
import type { DataSource } from '../contract/training-config';

/** A path as seen from the root, whatever folder a process was started in. */
export function absolutePath(path: string): string {
  return resolve(path);
}

/** A data source whose paths are seen from the root: a run is resumed from another folder too. */
export function absoluteData(data: DataSource): DataSource {
  switch (data.kind) {
    case 'folder':
      return { ...data, folder: resolve(data.folder) };
    case 'table':
      return { ...data, file: resolve(data.file) };
    case 'localisations':
      return { ...data, frames: resolve(data.frames), positions: resolve(data.positions) };
  }
}
