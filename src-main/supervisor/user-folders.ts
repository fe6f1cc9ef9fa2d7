import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this user's models are kept: $FINESCOPE_MODELS, else the platform's place for application data. */
export function modelsFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): string {
  return env['FINESCOPE_MODELS'] ?? join(dataFolder(env, platform), 'models');
}

function dataFolder(env: NodeJS.ProcessEnv, platform: string): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Finescope');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Finescope');
  // The XDG specification: a relative path is invalid and must be ignored.
  const xdg = env['XDG_DATA_HOME'];
  return join(xdg?.startsWith('/') ? xdg : join(homedir(), '.local', 'share'), 'finescope');
}
