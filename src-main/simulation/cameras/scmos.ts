import type { SimulatedCamera } from '../../contract/simulation';
import type { RandomStream } from '../../imaging/random';
import { poisson } from '../distributions';
import type { Detector } from './detector';

/**
 * An sCMOS camera (Huang et al., Nat. Methods 10, 653 (2013)): electrons are Poisson distributed, and each pixel has a
 * gain, an offset and a read noise of its own, the noise log-normally distributed over the pixels.
 */
export function scmos(
  camera: Extract<SimulatedCamera, { kind: 'scmos' }>,
  pixels: number,
  random: RandomStream,
): Detector {
  const gain = new Float32Array(pixels);
  const offset = new Float32Array(pixels);
  const noise = new Float32Array(pixels);
  for (let i = 0; i < pixels; i++) {
    gain[i] = camera.countsPerElectron * Math.max(0, 1 + camera.gainVariation * random.normal());
    offset[i] = camera.offset + camera.offsetSd * random.normal();
    noise[i] = camera.readNoise * Math.exp(camera.readNoiseSpread * random.normal());
  }
  return (photons, pixel, frame) => {
    const electrons = poisson(frame, photons * camera.quantumEfficiency) + noise[pixel]! * frame.normal();
    return offset[pixel]! + gain[pixel]! * electrons;
  };
}
