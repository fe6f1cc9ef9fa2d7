/** What the preload script says to the main process, and is told by it. Everything else goes over the window's port. */
export const CHANNELS = {
  /** Asks for a line to the application. */
  connect: 'finescope-connect',
  /** The answer: its port. */
  port: 'finescope-port',
  /** Paths of files that were dropped on the window. */
  dropped: 'finescope-dropped',
} as const;
