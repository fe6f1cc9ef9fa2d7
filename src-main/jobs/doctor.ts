import type { DeviceInfo, SelfTest } from '../contract/compute-api';
import type { CallOptions } from '../contract/signal';
import type { Session } from './session';

/** What `doctor` found. */
export interface DoctorReport {
  finescope: string;
  host: string;
  device: DeviceInfo;
  memoryBytes: number;
  selfTest: SelfTest;
  /** Measured speed of DenseED (3,6,3) on an image of `side` x `side` pixels. */
  speed: { side: number; pixelsPerSecond: number };
  modelsFolder: string;
  models: string[];
  problems: string[];
}

const SPEED_SIDE = 512;

/** Starts everything, tests the numbers, measures the speed. */
export async function examine(session: Session, options: CallOptions): Promise<DoctorReport> {
  const { compute, host } = session;
  const steps = 4;
  const step = (done: number, activity: string) =>
    options.onProgress?.({ done, total: steps, unit: 'checks', activity });
  step(0, 'starting the runtime');
  const device = await compute.device({}, options);
  step(1, 'testing the numbers');
  const selfTest = await compute.selfTest({}, options);
  step(2, 'measuring speed');
  const { pixelsPerSecond } = await compute.measureSpeed({ side: SPEED_SIDE }, options);
  step(3, 'looking for models');
  const { availableBytes } = await compute.memory({}, options);
  const folder = session.modelsFolder;
  const { models, problems } = await session.withFiles((files) => files.listModels({ folder }, options));
  return {
    finescope: session.version,
    host,
    device,
    memoryBytes: availableBytes,
    selfTest,
    speed: { side: SPEED_SIDE, pixelsPerSecond },
    modelsFolder: folder,
    models: models.map(({ name }) => name),
    problems,
  };
}
