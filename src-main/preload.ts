import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { PORT_MESSAGE, type DesktopBridge } from './contract/desktop-bridge';
import { CHANNELS } from './desktop/channels';

/** The bridge between the page, which knows nothing of Electron, and the main process. */
const bridge: DesktopBridge<File> = {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  async pathsOf(files) {
    const paths = files.map(pathOf).filter((path) => path !== '');
    await ipcRenderer.invoke(CHANNELS.dropped, paths);
    return paths;
  },
};

/**
 * Electron 32 and later ask webUtils; earlier ones write the path on the file. The page may hand over anything: only a
 * file that the browser made says where it lies, an object with a path of its own does not.
 */
function pathOf(file: File & { path?: string }): string {
  if (!(file instanceof File)) return '';
  return (webUtils as typeof webUtils | undefined)?.getPathForFile(file) ?? file.path ?? '';
}

contextBridge.exposeInMainWorld('finescope', bridge);
ipcRenderer.on(CHANNELS.port, ({ ports }) => {
  window.postMessage(PORT_MESSAGE, window.location.origin, ports);
});
