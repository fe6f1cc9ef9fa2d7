import type { CallOptions } from '../contract/signal';
import { despiteRestarts } from './compute-restarts';
import { FilesBeingWritten } from './files-being-written';
import type { Session } from './session';
import {
  writeKnown,
  writeSimulatedFrames,
  type SimulatedField,
  type SimulationWriting,
} from './write-simulated';

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
      await writeAll(
        { ...wanted, compute: (call) => despiteRestarts(() => call(session.compute)), written, signal },
        told,
      );
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
