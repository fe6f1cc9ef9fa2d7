import type { SimulatedCamera } from '../../contract/simulation';
import { poisson } from '../distributions';
import type { Detector } from './detector';

/** A detector that counts every photon and adds nothing. */
export function idealCamera({
  countsPerPhoton,
  offset,
}: Extract<SimulatedCamera, { kind: 'ideal' }>): Detector {
  return (photons, _pixel, random) => offset + countsPerPhoton * poisson(random, photons);
}
