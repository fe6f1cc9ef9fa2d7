import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.json';
import { computeEnvironment, trainingEnvironment } from './engine/environment';
import { makeScratchFolder } from './io/scratch-folder';
import type { ProcessHandle } from './supervisor/supervised-process';
import { superviseSession, type SupervisedSession } from './supervisor/session';
import { modelsFolder, runsFolder } from './supervisor/user-folders';

/** What differs between the entries that have a session. */
export interface StartOptions {
  /** Folder of the processes' scripts: the entry's own. */
  folder: string;
  /** How a script becomes a process: Node's child_process or Electron's utilityProcess. */
  launch: (options: { script: string; env?: Record<string, string>; heapMb?: number }) => ProcessHandle;
  /** What the processes run on, in words. */
  host: string;
  /** Hears sentences that concern no single window. */
  notify: (sentence: string) => void;
}

/** A session with this user's models and a scratch folder of its own. */
export interface StartedSession {
  session: SupervisedSession;
  /** Ends every process and removes the scratch folder. */
  close(): Promise<void>;
}

/** Starts no process yet; they start with their first call. */
export function startSession({ folder, launch, host, notify }: StartOptions): StartedSession {
  const scratchFolder = makeScratchFolder();
  const session = superviseSession({
    launchFiles: () => launch({ script: join(folder, 'files.cjs'), heapMb: 512 }),
    launchCompute: () => launch({ script: join(folder, 'compute.cjs'), env: computeEnvironment() }),
    launchTraining: (options) =>
      launch({ script: join(folder, 'training.cjs'), env: trainingEnvironment(options) }),
    modelsFolder: modelsFolder(),
    runsFolder: runsFolder(),
    scratchFolder,
    version,
    host,
    notify,
  });
  return {
    session,
    async close() {
      await session.stop();
      rmSync(scratchFolder, { recursive: true, force: true });
    },
  };
}
