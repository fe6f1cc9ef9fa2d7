/** What the preload script gives the page of the desktop application, as `window.finescope`. */
export interface DesktopBridge<DroppedFile> {
  /** Asks for a line to the application; its port comes as a window message {@link PORT_MESSAGE}. */
  connect(): void;
  /** Paths of files dropped on the window; the application accepts them from then on. */
  pathsOf(files: DroppedFile[]): Promise<string[]>;
}

/** The window message that carries the line to the application. */
export const PORT_MESSAGE = 'finescope-port';
