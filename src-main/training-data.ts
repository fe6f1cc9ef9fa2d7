import { freemem } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { serve } from './contract/rpc';
import { trainingDataApi } from './contract/training-data-api';
import { createTrainingDataService } from './services/training-data-service';

const GIB = 2 ** 30;

/** Decoded images that are kept: a quarter of what is free, no less than needed to be of use, no more than a GiB. */
const cacheBytes = Math.max(GIB / 4, Math.min(GIB, freemem() / 4));

/** The thread of a `training` process that reads its data. */
const port = parentPort;
if (!port) throw new Error('This script is started by Finescope, not by hand.');
serve(
  {
    post: (message) => port.postMessage(message),
    listen: (receive) => void port.on('message', receive),
  },
  trainingDataApi,
  createTrainingDataService(cacheBytes),
);
