import { resolve } from 'node:path';
import { computeEnvironment, trainingEnvironment } from '../../src-main/engine/environment';
import { launchNodeProcess } from '../../src-main/supervisor/node-process';
import { superviseSession, type SupervisedSession } from '../../src-main/supervisor/session';

/** A session over the built processes, which start with its first call; `folder` is its scratch and models' folder. */
export function startTestSession(
  folder: string,
  notify: (sentence: string) => void = () => undefined,
): SupervisedSession {
  const script = (name: string) => resolve('out/main', name);
  return superviseSession({
    launchFiles: () => launchNodeProcess({ script: script('files.cjs'), heapMb: 512 }),
    launchCompute: () => launchNodeProcess({ script: script('compute.cjs'), env: computeEnvironment() }),
    launchTraining: (options) =>
      launchNodeProcess({ script: script('training.cjs'), env: trainingEnvironment(options) }),
    modelsFolder: `${folder}/models`,
    runsFolder: `${folder}/runs`,
    scratchFolder: folder,
    version: 'test',
    host: 'test',
    notify,
  });
}
