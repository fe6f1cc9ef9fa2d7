import type { AppApi, HostInfo, OpenImage } from '../../../src-main/contract/app-api';
import { DEFAULT_SETTINGS } from '../../../src-main/contract/config';
import { Workspace } from '../../../src-renderer/state/workspace.svelte';

/** A window whose application is asked for nothing here. */
export function aWorkspace(): Workspace {
  const host = { kind: 'desktop', settings: { ...DEFAULT_SETTINGS }, nativeDialogs: false } as HostInfo;
  return new Workspace({ api: {} as AppApi, pathsOf: null }, host);
}

/** An image of 37 x 19 pixels, as the application tells of it. */
export const anImage = (image: number, name: string, path: string | null): OpenImage => ({
  image,
  name,
  path,
  format: 'TIFF',
  series: 0,
  seriesCount: 1,
  origin: null,
  info: {
    name: null,
    shape: [19, 37],
    axes: 'YX',
    pixelType: 'uint16',
    calibration: { pixelSizeUm: { x: null, y: null, z: null }, frameIntervalS: null },
    channels: [],
    levels: [],
    notes: [],
  },
});
