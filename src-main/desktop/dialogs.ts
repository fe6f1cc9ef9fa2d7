import { dialog, type BrowserWindow, type FileFilter } from 'electron';
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { PathPurpose } from '../contract/app-api';

const ALL: FileFilter = { name: 'All files', extensions: ['*'] };
/** What is opened: files where there are filters, else a folder. */
const OPENED: Record<PathPurpose, { title: string; filters?: FileFilter[] }> = {
  images: {
    title: 'Open images',
    filters: [{ name: 'Images', extensions: ['tif', 'tiff', 'btf', 'tf2', 'tf8', 'png'] }, ALL],
  },
  weights: {
    title: 'Import a model',
    filters: [{ name: 'PyTorch weights', extensions: ['pth', 'pt'] }, ALL],
  },
  table: {
    title: 'Open a table',
    filters: [{ name: 'Comma-separated values', extensions: ['csv'] }, ALL],
  },
  folder: { title: 'Open a folder of planes' },
  'data-folder': { title: 'Open a folder of inputs and targets' },
  run: { title: 'Open a training run' },
  'result-folder': { title: 'Save into a folder' },
};
const SAVED: Record<'image' | 'svg' | 'png' | 'csv', FileFilter[]> = {
  image: [
    { name: 'ImageJ TIFF', extensions: ['tif'] },
    { name: 'OME-TIFF', extensions: ['ome.tif'] },
  ],
  svg: [{ name: 'SVG', extensions: ['svg'] }],
  png: [{ name: 'PNG', extensions: ['png'] }],
  csv: [{ name: 'CSV', extensions: ['csv'] }],
};

/** Asks for files or a folder in the system's dialog; empty when the person cancels. */
export async function choosePaths(window: BrowserWindow, what: PathPurpose): Promise<string[]> {
  const { title, filters } = OPENED[what];
  const { canceled, filePaths } = await dialog.showOpenDialog(
    window,
    filters
      ? { title, filters, properties: what === 'images' ? ['openFile', 'multiSelections'] : ['openFile'] }
      : { title, properties: ['openDirectory', 'createDirectory'] },
  );
  return canceled ? [] : filePaths;
}

/** Asks where to save in the system's dialog; null when the person cancels. */
export async function chooseSavePath(
  window: BrowserWindow,
  suggestion: string,
  what: 'image' | 'svg' | 'png' | 'csv',
): Promise<string | null> {
  const filters = SAVED[what];
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save',
    defaultPath: suggestion,
    filters,
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return null;
  const ending = `.${filters[0]!.extensions[0]!}`;
  // For images any ending will do here: the writer knows them, and says what it thinks of another.
  const isComplete = what === 'image' ? extname(filePath) !== '' : filePath.toLowerCase().endsWith(ending);
  if (isComplete) return filePath;
  // GTK's dialog adds no ending, and has then not asked about the file that has it.
  const complete = filePath + ending;
  return !existsSync(complete) || (await mayReplace(window, complete)) ? complete : null;
}

async function mayReplace(window: BrowserWindow, path: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `${basename(path)} exists. Replace it?`,
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
