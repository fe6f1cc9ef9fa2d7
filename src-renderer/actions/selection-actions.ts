import type { WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from '../state/workspace.svelte';
import { extentOf } from '../viewer/placement';

type SelectionActions = Pick<
  WindowActions,
  'selectAll' | 'selectNone' | 'restoreSelection' | 'editSelection' | 'setTool'
>;

/** Selections on the comparison in front. */
export function selectionActions(workspace: Workspace): SelectionActions {
  return {
    selectAll() {
      const { comparison, image } = workspace;
      const placement = comparison?.world.placements[comparison.images.indexOf(image!)];
      if (comparison && image && placement) {
        comparison.addRoi({ kind: 'rectangle', ...extentOf(image.open, placement) });
      }
    },
    selectNone() {
      const { comparison } = workspace;
      if (comparison?.selected) comparison.removeRoi(comparison.selected.id);
    },
    restoreSelection: () => workspace.comparison?.restoreRoi(),
    editSelection: () => void (workspace.overlay = 'selection'),
    setTool: (tool) => void (workspace.tool = tool),
  };
}
