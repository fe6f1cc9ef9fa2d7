import type { CallOptions } from '../contract/signal';
import { wasRestarted } from './compute-recovery';
import { FilesBeingWritten } from './files-being-written';
import type { Session } from './session';
import {
  writeKnown,
  writeSimulatedFrames,
  type SimulatedField,
  type SimulationWriting,
} from './write-simulated';

/** How often the `compute` process may be started afresh for other jobs' sake. */
const RESTARTS_FORGIVEN = 20;

/**
 * Simulates one field and writes all its files; the stacks of frames appear last. `told` hears how many frames are made.
 * Where it fails or is cancelled, nothing half written remains.
 */
export async function simulateField(
  session: Session,
  wanted: SimulatedField,
  told: (frames: number) => void,
  signal: CallOptions['signal'],
): Promise<void> {
  await session.withFiles(async (files) => {
    const written = new FilesBeingWritten(session, files);
    try {
      await writeAll({ ...wanted, compute: steadyCompute(session), written, signal }, told);
    } catch (error) {
      await written.discard();
      throw error;
    }
  });
}

async function writeAll(work: SimulationWriting, told: (frames: number) => void): Promise<void> {
  const { config, field, files, folder, compute, written, signal } = work;
  await writeKnown(work, 'truth', files.truth);
  if (files.localisations) {
    await writeKnown(work, 'sparse', files.localisations.sparse);
    await writeKnown(work, 'dense', files.localisations.dense);
  }
  if (files.drift !== null) {
    const text = await compute((api) => api.simulateDrift({ config, field }, { signal }));
    await written.files.writeText({ path: `${folder}/${files.drift}`, text });
  }
  for (const power of files.frames.keys()) {
    await writeSimulatedFrames(work, power, (frames) => told(power * config.frames + frames));
  }
}

/**
 * Calls of the `compute` process, made again where it was started afresh for another job's sake: a simulation has no state
 * there.
 */
function steadyCompute({ compute }: Session): SimulationWriting['compute'] {
  let restarts = 0;
  return async (call) => {
    for (;;) {
      try {
        return await call(compute);
      } catch (error) {
        if (!wasRestarted(error) || ++restarts > RESTARTS_FORGIVEN) throw error;
      }
    }
  };
}
