import type { Provenance } from '../contract/files-api';
import { takeFolder } from './take-folder';

/** The record of a simulation: what it was told, and by which version it was made. */
export const SIMULATION_RECORD = 'simulation.json';

/**
 * Takes a folder for a simulation: a new one, an empty one, or one in which the same simulation (the same
 * `record.simulation`) was begun. Answers the files that lie in it, by their paths below it with "/".
 *
 * @throws FileNotWritableError where it holds anything else: another simulation's fields would be mixed with this one's.
 */
export function takeSimulationFolder(folder: string, record: Provenance): Promise<string[]> {
  return takeFolder(folder, record, { file: SIMULATION_RECORD, key: 'simulation', what: 'simulation' });
}
