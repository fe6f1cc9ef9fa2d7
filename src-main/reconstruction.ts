import { parentPort } from 'node:worker_threads';
import { reconstructionApi } from './contract/reconstruction-api';
import { serve } from './contract/rpc';
import { createReconstructionService } from './services/reconstruction-service';

/** A thread of the `compute` process that reconstructs a part of a strip. */
const port = parentPort;
if (!port) throw new Error('This script is started by Finescope, not by hand.');
serve(
  {
    post: (message) => port.postMessage(message),
    listen: (receive) => void port.on('message', receive),
  },
  reconstructionApi,
  createReconstructionService(),
);
