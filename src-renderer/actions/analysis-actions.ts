import type { WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from '../state/workspace.svelte';

type AnalysisActions = Pick<
  WindowActions,
  'measure' | 'plotProfile' | 'copyMeasurements' | 'clearMeasurements' | 'copyPicture' | 'showInfo'
>;

/** Measuring and plotting. */
export function analysisActions(workspace: Workspace): AnalysisActions {
  return {
    measure: async () => undefined,
    plotProfile() {
      workspace.dock = true;
      workspace.panel = 'profile';
    },
    copyMeasurements: async () => undefined,
    clearMeasurements: () => workspace.measurements.clear(),
    copyPicture: async () => undefined,
    showInfo: () => void (workspace.overlay = 'info'),
  };
}
