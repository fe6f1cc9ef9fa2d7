import type { Provenance } from '../contract/files-api';
import { AbortError, isAbort, type CallOptions } from '../contract/signal';
import type { SimulationConfig } from '../contract/simulation';
import { allFiles, simulatedFiles, type SimulatedFiles } from './simulated-files';
import { simulateField } from './simulate-field';
import type { Session } from './session';

/** A simulation as it is asked for: what, and in which folder. */
export interface SimulateRequest {
  config: SimulationConfig;
  out: string;
}

/** What came of a simulation. Paths are those below the folder. */
export interface SimulatedSet {
  folder: string;
  name: string;
  frames: number;
  width: number;
  height: number;
  fields: SimulatedFiles[];
  /** Fields that an earlier run of the same simulation had made already. */
  kept: number;
}

/**
 * Simulates fields of view into a folder, one after another, frame by frame: no stack is held as a whole. A field's files
 * appear complete. Cancelled, the fields that are complete stay, and the same request goes on after them; the same
 * configuration makes the same pixels.
 *
 * Throws FileNotWritableError where the folder holds anything else, InvalidRequestError for what cannot be simulated.
 */
export async function simulate(
  session: Session,
  { config, out }: SimulateRequest,
  options: CallOptions,
): Promise<SimulatedSet> {
  const record: Provenance = {
    finescope: session.version,
    host: session.host,
    created: new Date().toISOString(),
    simulation: config,
  };
  const { files: present } = await session.withFiles((files) =>
    files.takeSimulationFolder({ folder: out, record }, options),
  );
  const fields = Array.from({ length: config.fields }, (_, field) => simulatedFiles(config, field));
  const isThere = (field: SimulatedFiles) => allFiles(field).every((file) => present.includes(file));
  const total = config.fields * config.excitation.powers.length * config.frames;
  let kept = 0;
  for (const [field, files] of fields.entries()) {
    const done = (field * total) / config.fields;
    const activity = `field ${field + 1} of ${config.fields}`;
    const told = (frames: number) =>
      options.onProgress?.({ done: done + frames, total, unit: 'frames', activity });
    if (isThere(files)) {
      kept++;
      continue;
    }
    const wanted = { config, field, files, folder: out, record };
    await simulateField(session, wanted, told, options.signal).catch((error: unknown) => {
      if (!isAbort(error)) throw error;
      throw new AbortError(
        `Stopped. ${field} of ${config.fields} fields are complete; the same command goes on.`,
      );
    });
  }
  const { name, frames, width, height } = config;
  return { folder: out, name, frames, width, height, fields, kept };
}
