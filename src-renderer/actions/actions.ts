import type { WindowActions } from '../../src-main/commands/window-actions';
import type { Workspace } from '../state/workspace.svelte';
import { analysisActions } from './analysis-actions';
import { comparisonActions } from './comparison-actions';
import { displayActions } from './display-actions';
import { figureActions } from './figure-actions';
import { fileActions } from './file-actions';
import { qualityActions } from './quality-actions';
import { selectionActions } from './selection-actions';
import { simulationActions } from './simulation-actions';
import { superResolveActions } from './super-resolve-actions';
import { trainingActions } from './training-actions';
import { windowActions } from './window-actions';

/** The verbs of a window, over its state. */
export function makeActions(workspace: Workspace): WindowActions {
  return {
    ...fileActions(workspace),
    ...figureActions(workspace),
    ...selectionActions(workspace),
    ...simulationActions(workspace),
    ...displayActions(workspace),
    ...comparisonActions(workspace),
    ...superResolveActions(workspace),
    ...trainingActions(workspace),
    ...analysisActions(workspace),
    ...qualityActions(workspace),
    ...windowActions(workspace),
  };
}
