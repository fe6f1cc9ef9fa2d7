import type { WindowActions } from '../../src-main/commands/window-actions';
import { Comparison } from '../state/comparison.svelte';
import { FigureState } from '../state/figure.svelte';
import type { Workspace } from '../state/workspace.svelte';

type FileActions = Pick<
  WindowActions,
  | 'openImages'
  | 'openFolder'
  | 'openPaths'
  | 'clearRecent'
  | 'save'
  | 'saveAs'
  | 'exportFigure'
  | 'closeTab'
  | 'quit'
>;

let figures = 0;

/** Opening, saving, closing. */
export function fileActions(workspace: Workspace): FileActions {
  const { api, messages, tabs, jobs } = workspace;

  const openPaths = async (paths: string[]): Promise<void> => {
    if (paths.length === 0) return;
    const what = paths.length === 1 ? fileName(paths[0]!) : `${paths.length} files`;
    try {
      const opened = await jobs.run(`Opening ${what}`, (options) => api.openImages({ paths }, options));
      for (const { reason } of opened?.problems ?? []) messages.say('error', reason);
      for (const open of opened?.images ?? []) {
        workspace.compare([workspace.adopt(open)]);
        for (const note of open.info.notes) messages.say('warning', `${open.name}: ${note}`);
      }
    } catch (error) {
      messages.fail(error);
    }
  };

  const choose = async (what: 'images' | 'folder'): Promise<void> => {
    if (!workspace.host.nativeDialogs) {
      workspace.overlay = 'files';
      return;
    }
    await openPaths(await api.choosePaths({ what }));
  };

  const saveTo = async (path: string): Promise<void> => {
    const { image } = workspace;
    if (!image) return;
    try {
      const saved = await jobs.run(`Saving ${fileName(path)}`, (options) =>
        api.saveImage({ image: image.id, path }, options),
      );
      if (!saved) return;
      image.update(saved);
      messages.say('success', `${saved.name} saved.`, [
        ...(workspace.host.kind === 'desktop'
          ? [{ label: 'Show', run: () => void api.showInFolder({ path }) }]
          : []),
      ]);
    } catch (error) {
      messages.fail(error);
    }
  };

  const saveAs = async (): Promise<void> => {
    const { image } = workspace;
    if (!image) return;
    const path = await workspace.askSavePath(suggestedName(image.open.path ?? image.name), 'image');
    if (path) await saveTo(path);
  };

  return {
    openPaths,
    openImages: () => choose('images'),
    openFolder: () => choose('folder'),
    clearRecent: () => void workspace.set({ recent: [] }),
    saveAs,
    async save() {
      const path = workspace.image?.open.path;
      if (workspace.image?.isUnsaved) await saveAs();
      else if (path)
        messages.say('success', `${workspace.image!.name} is saved already. Nothing in it was changed.`);
    },
    exportFigure() {
      const { comparison } = workspace;
      if (comparison) tabs.show(new FigureState(`figure-${++figures}`, comparison));
    },
    async closeTab() {
      const { active } = tabs;
      if (!active) return;
      if (active instanceof Comparison) active.playing = false;
      tabs.close(active.id);
      await workspace.releaseUnused();
    },
    quit: () => void api.controlWindow({ action: 'close' }),
  };
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).filter(Boolean).pop() ?? path;
}

function suggestedName(pathOrName: string): string {
  return /\.tiff?$/i.test(pathOrName) ? pathOrName : `${pathOrName.replace(/\.[a-z]+$/i, '')}.tif`;
}
