import { reconstructionApi } from '../contract/reconstruction-api';
import { startThread, type Thread } from './thread';

/** A thread that reconstructs rows of an image: `reconstruction.cjs`. */
export function startReconstructionThread(script: string): Thread<typeof reconstructionApi> {
  return startThread({
    script,
    table: reconstructionApi,
    work: 'The reconstruction',
    cure: 'Nothing was written: try again, with a smaller region or magnification where memory is short.',
  });
}
