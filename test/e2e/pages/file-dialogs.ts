import type { ElectronApplication, Page } from 'playwright-core';
import { dirname, relative, sep } from 'node:path';

/** Answers the questions which files to open and where to save, as the person in front of the window does. */
export interface FileDialogs {
  /** Does what asks for files or a folder, and names these. */
  open(ask: () => Promise<void>, paths: string[]): Promise<void>;
  /** Does what asks where to save, and names this path. */
  save(ask: () => Promise<void>, path: string): Promise<void>;
}

/** The desktop's: the system's own dialogs cannot be clicked, so they are answered in the main process. */
export function nativeDialogs(app: ElectronApplication): FileDialogs {
  return {
    async open(ask, paths) {
      await app.evaluate(({ dialog }, filePaths) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
      }, paths);
      await ask();
    },
    async save(ask, path) {
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, path);
      await ask();
    },
  };
}

/** The browser host's: the window's own file browser, which shows the served folder and what is below it. */
export function browserDialogs(page: Page, served: string): FileDialogs {
  const dialog = page.getByRole('dialog', { name: /^(Open|Import|Save)/ });
  const entry = (name: string) => dialog.getByRole('option').filter({ hasText: name });
  const enterFolder = async (folder: string): Promise<void> => {
    for (;;) {
      const above = dialog.getByRole('button', { name: 'The folder above' });
      await dialog.getByRole('listbox').waitFor();
      if (await above.isDisabled()) break;
      await above.click();
    }
    for (const name of relative(served, folder).split(sep).filter(Boolean)) await entry(name).dblclick();
  };
  const nameOf = (path: string): string => path.slice(dirname(path).length + 1);
  return {
    async open(ask, paths) {
      await ask();
      await enterFolder(dirname(paths[0]!));
      for (const [at, path] of paths.entries()) {
        await entry(nameOf(path)).click({ modifiers: at > 0 ? ['Control'] : [] });
      }
      await dialog.getByRole('button', { name: /^(Open|Import)/ }).click();
    },
    async save(ask, path) {
      await ask();
      await enterFolder(dirname(path));
      await dialog.getByRole('textbox', { name: 'Name' }).fill(nameOf(path));
      await dialog.getByRole('button', { name: /^(Save|Replace)$/ }).click();
    },
  };
}
