import type { FolderEntry, HostInfo, PathPurpose } from '../contract/app-api';

/** What the place a window runs in does for the application: dialogs, clipboard, window buttons. */
export interface HostFunctions {
  /** What the window is told of the place. */
  readonly info: Pick<HostInfo, 'kind' | 'platform' | 'nativeDialogs' | 'drawsWindowButtons' | 'memoryBytes'>;
  /**
   * Whether every window of this place may read or write `path` without having been granted it: below the served folder
   * in the browser host, never on the desktop. A symbolic link counts as what it leads to.
   */
  reaches(path: string, purpose: 'read' | 'write'): Promise<boolean>;
  /** Asks the person for files or a folder; empty when they cancel. */
  choosePaths(what: PathPurpose): Promise<string[]>;
  /** Asks the person where to save; null when they cancel. */
  chooseSavePath(suggestion: string, what: 'image' | 'svg' | 'png' | 'csv'): Promise<string | null>;
  /** Lists a folder below the served one; null is that one. */
  browse(folder: string | null): Promise<{ folder: string; parent: string | null; entries: FolderEntry[] }>;
  /** Puts a PNG picture on the clipboard. */
  copyPicture(png: Uint8Array): Promise<void>;
  /** Shows a file in the system's file manager. */
  showInFolder(path: string): Promise<void>;
  controlWindow(action: 'minimize' | 'maximize' | 'fullScreen' | 'close'): Promise<void>;
}
