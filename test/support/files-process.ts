import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { filesApi, type FilesApi } from '../../src-main/contract/files-api';
import { launchNodeProcess } from '../../src-main/supervisor/node-process';
import { FILES_LIMITS } from '../../src-main/supervisor/session';
import { SupervisedProcess } from '../../src-main/supervisor/supervised-process';
import { watchMemory } from './process-tree';

const script = resolve(fileURLToPath(new URL('../../out/main/files.cjs', import.meta.url)));

/** A `files` process as the launcher built it, with its usual limits, for one test; and the most memory it took. */
export async function startFilesProcess(): Promise<{ files: FilesApi; peakBytes: () => number }> {
  const files = new SupervisedProcess({
    name: 'files',
    table: filesApi,
    launch: () => launchNodeProcess({ script, heapMb: 512 }),
    limits: FILES_LIMITS,
    restarts: false,
  });
  onTestFinished(() => files.stop());
  await files.api.listModels({ folder: '/' }).catch(() => undefined);
  const memory = watchMemory(files.pid!, 20);
  onTestFinished(() => void memory.stop());
  return { files: files.api, peakBytes: () => memory.stop() };
}
