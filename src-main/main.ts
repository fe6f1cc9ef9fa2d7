import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { createApplication } from './application/application-service';
import { CurrentSettings } from './application/settings';
import { TrainingRuns } from './application/training-runs';
import { keepAwake } from './desktop/keep-awake';
import { runDesktop } from './desktop/run-desktop';
import { fileDisk } from './io/disk';
import { settingsFile } from './io/settings-file';
import { startSession } from './start-session';
import { electronHost, launchElectronProcess } from './supervisor/electron-process';
import { settingsPath } from './supervisor/user-folders';

/** The desktop application. A packaged one carries TensorFlow among its resources; a checkout is told where it lies. */
if (app.isPackaged) {
  const addon = join(process.resourcesPath, 'tensorflow', 'lib', 'napi-v8', 'tfjs_binding.node');
  if (existsSync(addon)) process.env['FINESCOPE_TENSORFLOW'] ||= addon;
}

runDesktop({
  preload: join(__dirname, '..', 'preload', 'preload.cjs'),
  page: join(__dirname, '..', 'renderer'),
  async start(notify) {
    const settings = await CurrentSettings.read(settingsFile(settingsPath()));
    const started = startSession({
      folder: __dirname,
      launch: launchElectronProcess,
      host: electronHost(),
      notify,
    });
    const { session } = started;
    const runs = new TrainingRuns({ session, keepAwake });
    const shared = { session, settings, disk: fileDisk, runs, measureMemory };
    return {
      makeApplication: (host, paths) => createApplication({ ...shared, host, paths }),
      end: () => started.close(),
    };
  },
});

/** Of all processes together, the window's included. */
function measureMemory(): number {
  return app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize * 1024, 0);
}
