import type { RunDetail } from '../../src-main/contract/run';
import type { CurveMeasure } from '../../src-main/figures/loss-curves';
import { lossCurvesSvg } from '../../src-main/figures/loss-curves-svg';
import { runCurves } from '../../src-main/figures/run-curves';
import { tableText } from '../controls/table-text';
import { fileName } from '../state/path-text';
import { EPOCH_COLUMNS } from '../state/run-plot-text';
import type { Workspace } from '../state/workspace.svelte';

/** Puts every epoch's numbers on the clipboard, for a spreadsheet. */
export async function copyCurves({ messages }: Workspace, { history }: RunDetail): Promise<void> {
  await navigator.clipboard.writeText(tableText(EPOCH_COLUMNS, history));
  messages.say('success', `${history.length} ${history.length === 1 ? 'epoch' : 'epochs'} copied.`);
}

/** Asks where to, and writes the curves as figure 4 of the paper has them. */
export async function exportCurves(
  workspace: Workspace,
  detail: RunDetail,
  measure: CurveMeasure,
): Promise<void> {
  const { api, messages } = workspace;
  try {
    const path = await workspace.askSavePath(`${detail.summary.name}-${measure}.svg`, 'svg');
    if (path === null) return;
    const svg = lossCurvesSvg(runCurves([{ name: detail.summary.name, detail }], measure));
    await api.writeFile({ path, bytes: new TextEncoder().encode(svg) });
    messages.say('success', `${fileName(path)} saved.`);
  } catch (error) {
    messages.fail(error);
  }
}
