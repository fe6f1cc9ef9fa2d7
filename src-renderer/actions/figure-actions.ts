import type { WindowActions } from '../../src-main/commands/window-actions';
import { figureSvg } from '../../src-main/figures/figure-svg';
import { FigureContent } from '../state/figure-content.svelte';
import { figurePng } from '../state/figure-picture';
import { FigureState } from '../state/figure.svelte';
import { fileName } from '../state/path-text';
import type { Workspace } from '../state/workspace.svelte';

type FigureActions = Pick<WindowActions, 'exportFigure' | 'exportFigureAs' | 'copyPicture'>;

/** Figures of comparisons: made, written, copied. */
export function figureActions(workspace: Workspace): FigureActions {
  const { api, messages, tabs } = workspace;
  let last = 0;

  const png = async (figure: FigureState): Promise<Uint8Array<ArrayBuffer>> =>
    figurePng(await new FigureContent(workspace, figure).complete(), figure.dpi);

  return {
    exportFigure() {
      const { comparison } = workspace;
      if (comparison) tabs.show(new FigureState(`figure-${++last}`, comparison));
    },

    async exportFigureAs(format) {
      const figure = tabs.active;
      if (!(figure instanceof FigureState)) return;
      const path = await workspace.askSavePath(`figure.${format}`, format);
      if (!path) return;
      const bytes =
        format === 'png'
          ? await png(figure)
          : new TextEncoder().encode(figureSvg(await new FigureContent(workspace, figure).complete()));
      await api.writeFile({ path, bytes });
      messages.say('success', `${fileName(path)} saved.`, [
        ...(workspace.host.kind === 'desktop'
          ? [{ label: 'Show', run: () => void api.showInFolder({ path }) }]
          : []),
      ]);
    },

    async copyPicture() {
      const { comparison } = workspace;
      const figure =
        tabs.active instanceof FigureState
          ? tabs.active
          : comparison && new FigureState('figure-copied', comparison);
      if (!figure) return;
      if (workspace.host.kind === 'desktop') await api.copyPicture({ png: await png(figure) });
      else {
        // Browsers want the item at once; its picture may come later.
        const picture = png(figure).then((bytes) => new Blob([bytes], { type: 'image/png' }));
        await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
      }
      messages.say('success', 'The figure is on the clipboard.');
    },
  };
}
