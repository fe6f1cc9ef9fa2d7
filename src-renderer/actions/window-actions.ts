import type { WindowActions } from '../../src-main/commands/window-actions';
import { pageTab } from '../state/tabs.svelte';
import type { Workspace } from '../state/workspace.svelte';

type OwnActions = Pick<
  WindowActions,
  | 'showPage'
  | 'showPanel'
  | 'toggleSidePanel'
  | 'toggleDock'
  | 'toggleScaleBar'
  | 'toggleFullScreen'
  | 'nextTab'
  | 'setTheme'
  | 'setUiScale'
  | 'changeUiScale'
  | 'findCommand'
  | 'showShortcuts'
  | 'checkComputer'
>;

/** The window itself: pages, panels, theme. */
export function windowActions(workspace: Workspace): OwnActions {
  const setUiScale = (percent: number): void =>
    void workspace.set({ uiScale: Math.min(200, Math.max(80, Math.round(percent))) });
  return {
    showPage: (page) => workspace.tabs.show(pageTab(page)),
    showPanel(panel) {
      workspace.dock = true;
      workspace.panel = panel;
    },
    toggleSidePanel: () => void (workspace.sidePanel = !workspace.sidePanel),
    toggleDock: () => void (workspace.dock = !workspace.dock),
    toggleScaleBar: () => void workspace.set({ scaleBar: !workspace.settings.scaleBar }),
    toggleFullScreen: () => void workspace.api.controlWindow({ action: 'fullScreen' }),
    nextTab: (step) => workspace.tabs.step(step),
    setTheme: (theme) => void workspace.set({ theme }),
    setUiScale,
    changeUiScale: (step) => setUiScale(workspace.settings.uiScale + step),
    findCommand: () => void (workspace.overlay = 'finder'),
    showShortcuts: () => void (workspace.overlay = 'shortcuts'),
    checkComputer: async () => void (workspace.overlay = 'computer'),
  };
}
