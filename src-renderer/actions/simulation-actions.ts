import type { WindowActions } from '../../src-main/commands/window-actions';
import type { SimulationConfig } from '../../src-main/contract/simulation';
import type { Workspace } from '../state/workspace.svelte';
import { openFiles } from './file-actions';

/** Simulating samples. */
export function simulationActions(workspace: Workspace): Pick<WindowActions, 'simulate'> {
  return { simulate: () => void (workspace.overlay = 'simulate') };
}

/**
 * Asks where to keep a simulation, makes it as a job that can be cancelled, and shows the first field's frames beside what
 * is known of them. Answers whether a folder was chosen.
 */
export async function runSimulation(workspace: Workspace, config: SimulationConfig): Promise<boolean> {
  const [within] = await workspace.askPaths('result-folder');
  if (within === undefined) return false;
  void write(workspace, config, within);
  return true;
}

async function write(workspace: Workspace, config: SimulationConfig, within: string): Promise<void> {
  const { api, jobs, messages } = workspace;
  try {
    const written = await jobs.run(`Simulating ${config.name}`, (options) =>
      api.simulate({ config, within }, options),
    );
    if (!written) return;
    const { folder, fields, images } = written;
    messages.say(
      'success',
      `${fields === 1 ? '1 field was' : `${fields} fields were`} simulated into ${folder}.`,
    );
    const opened = await openFiles(workspace, images);
    if (opened.length > 0) workspace.compare(opened);
  } catch (error) {
    messages.fail(error);
  }
}
