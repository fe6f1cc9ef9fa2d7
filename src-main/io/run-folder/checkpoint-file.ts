import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DamagedFileError } from '../../contract/errors';
import { ScheduleMemory, type Checkpoint } from '../../contract/run';
import { decodeSafetensors, encodeSafetensors, safetensorsMetadata } from '../safetensors';

/** What a checkpoint holds beside its numbers, as JSON in the file's metadata. */
const Memory = z.strictObject({
  epoch: z.int().min(1),
  step: z.int().min(1),
  schedule: ScheduleMemory,
});

/** A checkpoint as a safetensors file: each tensor as a row of its values, the rest as JSON in the metadata. */
export function encodeCheckpoint(checkpoint: Checkpoint): Uint8Array {
  const { epoch, step, schedule, state } = checkpoint;
  const memory = JSON.stringify({ epoch, step, schedule });
  const tensors = new Map([...state].map(([name, values]) => [name, { shape: [values.length], values }]));
  return encodeSafetensors(tensors, {
    format: 'finescope-checkpoint',
    memory,
    sha256: digest(memory, state),
  });
}

/** A checkpoint as read, and the SHA-256 over all of it. */
export interface ReadCheckpoint extends Checkpoint {
  sha256: string;
}

/** The checkpoint in a file's bytes, exact to the bit. Throws DamagedFileError where any of it changed. */
export function decodeCheckpoint(bytes: Uint8Array, path: string): ReadCheckpoint {
  const { memory = '', sha256 } = safetensorsMetadata(bytes, path);
  const state = new Map([...decodeSafetensors(bytes, path)].map(([name, { values }]) => [name, values]));
  const damaged = (what: string): Error =>
    new DamagedFileError(`"${path}" ${what}. An earlier checkpoint of the run can be used.`, { path });
  if (sha256 === undefined || digest(memory, state) !== sha256)
    throw damaged('is damaged: its numbers do not have the checksum that was recorded');
  const parsed = Memory.safeParse(JSON.parse(memory));
  if (!parsed.success) throw damaged('was written by another version of Finescope');
  return { ...parsed.data, state, sha256 };
}

/** SHA-256 over the memory, and over each tensor's name, length and values. */
function digest(memory: string, state: Checkpoint['state']): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([memory, [...state].map(([name, { length }]) => [name, length])]));
  for (const { buffer, byteOffset, byteLength } of state.values())
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
}
