import type { AppApi, AppEvent } from '../contract/app-api';
import type { Session } from '../jobs/session';
import type { Disk } from './disk';
import type { HostFunctions } from './host-functions';
import type { CurrentSettings } from './settings';
import type { TrainingRuns } from './training-runs';

/** What the application of a window is made of. Session, settings and runs are shared by all windows. */
export interface ApplicationOptions {
  session: Session;
  host: HostFunctions;
  settings: CurrentSettings;
  disk: Disk;
  runs: TrainingRuns;
  /** Resident memory of all processes together, in bytes. */
  measureMemory: () => number;
  /** Files named on the command line: the window opens them first. */
  paths: string[];
}

/** What one window asks, and what is told to it from outside. */
export interface Application {
  readonly api: AppApi;
  /** Paths that a person dropped on the window: it may open them from now on. */
  grant(paths: string[]): void;
  /** Files handed to the running application: granted, and the window told of them. */
  openPaths(paths: string[]): void;
  /** Tells the window of an event. */
  tell(event: AppEvent): void;
  /** The window is gone: closes its images and removes results that were not saved. */
  close(): Promise<void>;
}
