import type { HostInfo } from '../contract/app-api';

/** The platform as a window is told of it. */
export function knownPlatform(platform: string): HostInfo['platform'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}
