import type { SimulationConfig } from '../../contract/simulation';
import { RandomStream } from '../../imaging/random';
import type { Detector } from './detector';
import { idealCamera } from './ideal';
import { pmt } from './pmt';
import { scmos } from './scmos';

/** The detector of a simulation. Its pixels differ by the seed alone: it is the same for all fields. */
export function makeDetector({ camera, width, height, seed }: SimulationConfig): Detector {
  switch (camera.kind) {
    case 'scmos':
      return scmos(camera, width * height, new RandomStream(seed, 'camera'));
    case 'pmt':
      return pmt(camera);
    case 'ideal':
      return idealCamera(camera);
  }
}
