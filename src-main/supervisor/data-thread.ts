import { trainingDataApi } from '../contract/training-data-api';
import { startThread, type Thread } from './thread';

/** The thread that reads the data of a training run or of an evaluation: `training-data.cjs`. */
export function startDataThread(script: string): Thread<typeof trainingDataApi> {
  return startThread({
    script,
    table: trainingDataApi,
    work: 'The reading of the training data',
    cure: 'The run stands as it was after its last whole epoch: resume it.',
  });
}
