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
      if (!comparison || !image || !placement) return;
      const { x, y, width, height } = extentOf(image.open, placement);
      const middle = y + height / 2;
      if (workspace.tool === 'line') {
        const widthPx = workspace.settings.lineWidth;
        comparison.addRoi({ kind: 'line', x1: x, y1: middle, x2: x + width, y2: middle, widthPx });
      } else comparison.addRoi({ kind: 'rectangle', x, y, width, height });
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
