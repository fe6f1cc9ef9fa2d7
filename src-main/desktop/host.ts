import { clipboard, ClipboardItem, nativeImage, shell, type BrowserWindow } from 'electron';
import { totalmem } from 'node:os';
import type { HostFunctions } from '../application/host-functions';
import { knownPlatform } from '../application/platform';
import { InternalError } from '../contract/errors';
import { choosePaths, chooseSavePath } from './dialogs';

/** What the desktop does for the application of `window`. */
export function desktopHost(window: BrowserWindow): HostFunctions {
  return {
    info: {
      kind: 'desktop',
      platform: knownPlatform(process.platform),
      nativeDialogs: true,
      drawsWindowButtons: process.platform !== 'darwin',
      memoryBytes: totalmem(),
    },
    reaches: () => Promise.resolve(false),
    choosePaths: (what) => choosePaths(window, what),
    chooseSavePath: (suggestion, what) => chooseSavePath(window, suggestion, what),
    browse: () =>
      Promise.reject(
        new InternalError('Folders are chosen in the dialogs of the system here.', { detail: 'browse' }),
      ),
    copyPicture,
    async showInFolder(path) {
      shell.showItemInFolder(path);
    },
    async controlWindow(action) {
      if (action === 'minimize') window.minimize();
      else if (action === 'close') window.close();
      else if (action === 'fullScreen') window.setFullScreen(!window.isFullScreen());
      else if (window.isMaximized()) window.unmaximize();
      else window.maximize();
    },
  };
}

/** Electron 22 has `writeImage`; later ones took over the browsers' clipboard and its items. */
async function copyPicture(png: Uint8Array): Promise<void> {
  const picture = nativeImage.createFromBuffer(Buffer.from(png));
  if (picture.isEmpty()) {
    throw new InternalError('The picture could not be copied: it is no PNG.', { detail: 'copyPicture' });
  }
  const earlier = clipboard as typeof clipboard & { writeImage?: (image: Electron.NativeImage) => void };
  if (earlier.writeImage) earlier.writeImage(picture);
  else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([png.slice()]) })]);
}
