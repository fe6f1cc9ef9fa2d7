import { cpus, setPriority } from 'node:os';
import { join } from 'node:path';
import { computeApi } from './contract/compute-api';
import { serve } from './contract/rpc';
import { createComputeService } from './services/compute-service';
import { parentPort } from './supervisor/parent-port';
import { startReconstructionThread } from './supervisor/reconstruction-thread';

const BEHIND_THE_WINDOW = 5;
/** More threads find no more memory bandwidth. */
const MOST_THREADS = 16;

// A window answers while every core computes.
if (process.versions['electron']) setPriority(BEHIND_THE_WINDOW);

/** The `compute` process: inference and reconstruction. */
serve(
  parentPort(() => undefined),
  computeApi,
  createComputeService({
    count: Math.min(MOST_THREADS, cpus().length),
    start: () => startReconstructionThread(join(__dirname, 'reconstruction.cjs')),
  }),
);
