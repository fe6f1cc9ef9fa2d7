import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this user's models are kept: $FINESCOPE_MODELS, else the platform's place for application data. */
export function modelsFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): string {
  return env['FINESCOPE_MODELS'] ?? join(dataFolder(env, platform), 'models');
}

/** Where this user's training runs are kept where no other folder is named: $FINESCOPE_RUNS, else beside the models. */
export function runsFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): string {
  return env['FINESCOPE_RUNS'] ?? join(dataFolder(env, platform), 'runs');
}

/** The file that keeps this user's settings: $FINESCOPE_SETTINGS, else in the platform's place for them. */
export function settingsPath(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): string {
  return env['FINESCOPE_SETTINGS'] ?? join(settingsFolder(env, platform), 'settings.json');
}

function settingsFolder(env: NodeJS.ProcessEnv, platform: string): string {
  if (platform === 'win32' || platform === 'darwin') return dataFolder(env, platform);
  return xdgFolder(env['XDG_CONFIG_HOME'], '.config');
}

function dataFolder(env: NodeJS.ProcessEnv, platform: string): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Finescope');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Finescope');
  return xdgFolder(env['XDG_DATA_HOME'], join('.local', 'share'));
}

/** The XDG specification: a relative path is invalid and must be ignored. */
function xdgFolder(named: string | undefined, usual: string): string {
  return join(named?.startsWith('/') ? named : join(homedir(), usual), 'finescope');
}
