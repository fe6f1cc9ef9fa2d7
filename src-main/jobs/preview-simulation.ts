import type { SimulationPreview } from '../contract/app-simulation';
import type { CallOptions } from '../contract/signal';
import type { SimulationConfig } from '../contract/simulation';
import type { Session } from './session';

/** Sides that a preview has at most, in pixels of the camera, and how much finer its truth is at most. */
const LARGEST_SIDE = 256;
const LARGEST_MAGNIFICATION = 4;

/**
 * One frame of a simulation's first field, at its highest power, and its truth; of a large field a smaller one of the
 * same kind. Throws InvalidRequestError for what cannot be simulated.
 */
export async function previewSimulation(
  { compute }: Session,
  whole: SimulationConfig,
  { signal }: CallOptions,
): Promise<SimulationPreview> {
  const width = Math.min(whole.width, LARGEST_SIDE);
  const height = Math.min(whole.height, LARGEST_SIDE);
  const magnification = Math.min(whole.truth.magnification, LARGEST_MAGNIFICATION);
  const truth = { ...whole.truth, magnification };
  const config: SimulationConfig = { ...whole, width, height, truth, fields: 1, frames: 1 };
  const { powers } = config.excitation;
  const power = powers.indexOf(Math.max(...powers));
  const asked = { config, field: 0, power, first: 0, count: 1, firstId: null };
  const { frames } = await compute.simulateFrames(asked, { signal });
  const region = { x: 0, y: 0, width: width * magnification, height: height * magnification };
  const image = await compute.simulateKnown({ config, field: 0, image: 'truth', region }, { signal });
  return { frame: frames[0]!, truth: image };
}
