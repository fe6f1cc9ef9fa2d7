import type { SimulatedCamera } from '../../contract/simulation';
import { gamma, poisson } from '../distributions';
import type { Detector } from './detector';

/**
 * A photomultiplier in analogue mode: the pulses of single photoelectrons are gamma distributed with relative variance
 * F - 1, so k of them together are, too, and the signal's variance is F times that of counting (F: excess noise factor).
 */
export function pmt(camera: Extract<SimulatedCamera, { kind: 'pmt' }>): Detector {
  const { quantumEfficiency, countsPerElectron, excessNoise, offset, readNoise } = camera;
  const relative = excessNoise - 1;
  return (photons, _pixel, random) => {
    const electrons = poisson(random, photons * quantumEfficiency);
    const pulses = relative === 0 ? electrons : relative * gamma(random, electrons / relative);
    return offset + countsPerElectron * pulses + readNoise * random.normal();
  };
}
