import { setTimeout as wait } from 'node:timers/promises';
import { heldMemory, processTree, proportionalMemory } from '../../support/process-tree';
import type { WindowUnderTest } from './window-under-test';

/** What all processes of the application hold. */
export interface Held {
  processes: number;
  /** Bytes of all together, what they share counted once. */
  bytes: number;
  /** Of these, those of the process that draws: textures lie there. */
  graphicsBytes: number;
}

/** What is held now, after the window had time to settle. */
export async function held(window: WindowUnderTest): Promise<Held> {
  await wait(4000);
  const metrics = await window.desktop.app.evaluate(({ app }) => app.getAppMetrics());
  const graphics = metrics.find(({ type }) => type === 'GPU')?.pid;
  const root = window.desktop.app.process().pid!;
  return {
    processes: processTree(root).length,
    bytes: heldMemory(root),
    graphicsBytes: graphics === undefined ? 0 : proportionalMemory(graphics),
  };
}

/** Opens images together, each in a tab, and closes one tab after another, having seen its picture. */
export async function openAndClose(window: WindowUnderTest, paths: string[]): Promise<Held> {
  const tabs = window.page.getByTitle('Close (W)', { exact: true });
  await window.open(paths);
  await tabs.nth(paths.length).waitFor({ state: 'attached' }); // with the welcome page
  const most = await held(window);
  for (let left = paths.length; left > 0; left--) {
    const area = await window.picture();
    await window.bench.sight(area).still(40);
    await window.closeTab();
    await tabs.nth(left).waitFor({ state: 'detached' });
  }
  return most;
}
